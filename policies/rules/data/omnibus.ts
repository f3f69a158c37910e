/** Permissions from before `domain:entity:action`, and two later ones that open as much: one line, a whole area, no read-only form. */
export const OMNIBUS: ReadonlyMap<string, string> = new Map([
  ["admin", "is the organization administrator's flag"],
  ["content_management_user", "opens all of content management"],
  ["group_creation", "is a flag from before single permissions"],
  ["directory:organization:admin", "administers the directory of the whole organization"],
  [
    "telephony:plugin:all",
    "opens every operation on edges, phones and trunks, 112 in the catalogue, 55 of which only read",
  ],
]);
