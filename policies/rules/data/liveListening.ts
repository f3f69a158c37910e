/** Permissions to listen to, watch or step into what is going on. Those of conversations open with `conversations:readonly`. */
export const LIVE_LISTENING: ReadonlyMap<string, string> = new Map([
  ["conversation:call:barge", "steps into calls that are going on"],
  ["conversation:call:coach", "talks to agents during calls"],
  ["conversation:call:monitor", "listens to calls that are going on"],
  ["conversation:message:monitor", "reads message conversations that are going on"],
  ["realtimeMonitor:screen:monitorAgent", "watches the screens of agents"],
  ["realtimeMonitor:screen:monitorConversation", "watches the screens of agents during conversations"],
]);
