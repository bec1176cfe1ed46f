import { error } from "../definition.ts";

/** What endangers secrets or loosens the hardening policy. */
export const security = {
  "model/secret-in-clear": error<{ what: string }>({
    message: ({ what }) => `${what} holds a secret as plain text.`,
    help: () => "Declare its name under 'secrets:' and refer to it as '${secrets.name}'.",
    explanation: `
The specification and everything generated from it are read by many and kept for ever by version control. Secrets are
known here by name only; each environment says where their values come from. If the value has ever been committed,
replace it: it is not secret any more.`,
  }),
  "model/not-a-secret": error<{ what: string }>({
    message: ({ what }) => `${what} has to be a secret.`,
    help: () => "Declare it under 'secrets:' and write '${secrets.its-name}', alone.",
    explanation: `
Passwords, private keys and certificates are supplied by each environment. The value has to be a single reference to a
declared secret, with nothing around it.`,
  }),
  "model/not-secret": error<{ name: string }>({
    message: ({ name }) => `${name} holds no secret, so 'as: env' says nothing.`,
    help: () => "Remove it.",
    explanation: `
Values that are not secret always are in the environment. \`as: env\` puts a secret there too, for programs that cannot
read it from a file.`,
  }),
  "model/reason-missing": error<{ what: string; key: string }>({
    message: ({ what, key }) => `${what} loosens the hardening policy ('${key}') without a reason.`,
    help: () => "Add 'reason: why it has to be'.",
    explanation: `
Every exception from the policy is written into the output with its reason, and listed by \`varai-gen list --exceptions\`,
so that whoever reviews or inherits the platform knows why it is there.`,
  }),
  "model/capability-missing": error({
    message: () => "It is not said which capability is allowed.",
    help: () => "Add 'value: NET_ADMIN', or whichever it is.",
    explanation: `
\`allow: capability\` gives the container a single capability of Linux, named as in capabilities(7) without \`CAP_\`.`,
  }),
};
