// How the node agent and the gateway controller are loaded: `node --require local/cluster/loader.cjs <part>/main.ts`.

// tsx reads every file that is loaded after it and keeps what it makes of it. These packages are JavaScript and large:
// loaded before, each part takes 60 MiB less and starts in a third of the time.
for (const name of ["@kubernetes/client-node", "zod"]) require(name);

require("tsx/cjs");
