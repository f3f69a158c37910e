/** The head of the program's warning about lacks of the deployer that only an update refuses; a command that runs the preview looks for it. */
export const UPDATE_REFUSED = "An update with these credentials would be refused; the deploying client lacks:";
