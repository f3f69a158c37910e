/** Permissions that undo what masking, redaction or encryption hides. */
export const UNREDACTED: ReadonlyMap<string, string> = new Map([
  ["conversation:encryptionKey:edit", "replaces the keys that protect conversations"],
  ["dataprivacy:maskingrule:add", "writes masking rules, and so decides what is hidden"],
  ["dataprivacy:maskingrule:delete", "removes masking rules"],
  ["dataprivacy:maskingrule:edit", "changes masking rules"],
  ["recording:encryptionKey:edit", "replaces the keys that protect recordings"],
  // No operation declares it; texts of the operations say that without it redacted media comes back.
  ["recording:recording:viewSensitiveData", "hears the parts of recordings that secure pause and redaction hide"],
]);
