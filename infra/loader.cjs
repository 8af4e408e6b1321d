// How the program is loaded by the engine's Node host. tsx strips the types as it loads, which is ten times faster than
// the type-checking loader of that host, and works the same with every version of it.

// tsx reads every file that is loaded after it. These packages are JavaScript and large, so that they come before.
for (const name of [
  "@pulumi/pulumi",
  "@pulumi/kubernetes/provider",
  "@pulumi/kubernetes/helm/v4/chart",
  "cdk8s-plus-28",
  "zod",
])
  require(name);

// The host maps the stack of every promise that it makes through source maps, which takes a fifth of a no-op update.
// What tsx writes is mapped by Node itself, and only where a stack is shown.
Error.prepareStackTrace = undefined;

require("tsx/cjs");
