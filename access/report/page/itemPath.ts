/** An item as a path: what a page opens step by step. */
import { generalPermission, isGeneralForm } from "../../catalogue/generalPermissions.ts";
import { accessOfPermission } from "../../catalogue/permissions.ts";
