/** The access model: values, the vendor's catalogue, the YAML language and planning. Pure; reads nothing but `catalogue/`. */

// What the vendor's API has: permissions, scopes, operations
export { type AccessKind, actionClass, allActions } from "./catalogue/actions.ts";
export * from "./catalogue/dependencies.ts";
export { nearestPermissions } from "./catalogue/nearestPermissions.ts";
export { nearestScopes } from "./catalogue/nearestScopes.ts";
export { allOperations, matchOperation, type Operation, operation } from "./catalogue/operations.ts";
export * from "./catalogue/permissions.ts";
export * from "./catalogue/scopes.ts";
export * from "./catalogue/sensitivity.ts";
// What subjects can do, and what changes of it
export * from "./diff/approval.ts";
export { diffAccess } from "./diff/diffAccess.ts";
export { diffJson } from "./diff/json.ts";
export type * from "./diff/model.ts";
export { printDiff } from "./diff/printDiff.ts";
export { type Atom, atomsOf } from "./effective/atoms.ts";
export { effectiveAccess } from "./effective/effectiveAccess.ts";
export type * from "./effective/model.ts";
// Questions and answers
export * from "./explain/diagnose.ts";
export type * from "./explain/diagnosis.ts";
export { type ExplainResult, explain, type Question } from "./explain/explain.ts";
export type * from "./explain/model.ts";
export { type Holders, type WhoCanResult, whoCan } from "./explain/whoCan.ts";
// Roles by intent
export * from "./intent/endpoint.ts";
export * from "./intent/minimalPermissions.ts";
export * from "./intent/profiles.ts";
export * from "./intent/roleIntent.ts";
// The YAML language
export { type LoadedSpec, loadSpec, type SpecResult } from "./language/loadSpec.ts";
export { type Position, type Problem, printProblem } from "./language/problem.ts";
export * from "./language/spec.ts";
// Planning
export type * from "./plan/desired.ts";
export type * from "./plan/orgFacts.ts";
export { orgNeeds } from "./plan/orgNeeds.ts";
export { type PlanResult, plan, stackNameOf } from "./plan/plan.ts";
export { planOffline } from "./plan/planOffline.ts";
// Values
export * from "./values/condition.ts";
export * from "./values/day.ts";
export * from "./values/nearest.ts";
export * from "./values/permission.ts";
export * from "./values/region.ts";
export { printYamlPath, type YamlPath } from "./values/yamlPath.ts";
