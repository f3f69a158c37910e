/** A managed division, as state holds it. */
import { z } from "zod";

export const divisionInputs = z.object({
  organization: z.string(),
  managedBy: z.string(),
  divisionKey: z.string(),
  name: z.string(),
  description: z.string(),
});

export type DivisionInputs = z.infer<typeof divisionInputs>;
