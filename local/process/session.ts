import { readdirSync, readFileSync } from "node:fs";
import { parseStat, processIdentity, type ProcessIdentity } from "./process-identity";

/**
 * The processes that run in the session of a process which was started as its leader: itself, and all that it started,
 * in whatever process groups, even when it has ended long ago. A session's number is not given away while it has
 * members, so that none of another session is taken for one of them.
 */
export function sessionMembers(leader: ProcessIdentity): readonly ProcessIdentity[] {
  const holder = processIdentity(leader.pid);
  // Another process has the number by now, so that the session has ended before.
  if (holder !== undefined && holder.startedAt !== leader.startedAt) return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => sessionOf(pid) === leader.pid)
    .flatMap((pid) => processIdentity(Number(pid)) ?? [])
    .filter((member) => startedSince(leader, member));
}

function sessionOf(pid: string): number | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8")).session;
  } catch {
    // It has ended since the folder was read.
    return undefined;
  }
}

/** In the same boot, and not before its leader. */
function startedSince(leader: ProcessIdentity, member: ProcessIdentity): boolean {
  const [leaderBoot, leaderTicks] = leader.startedAt.split("/");
  const [memberBoot, memberTicks] = member.startedAt.split("/");
  return leaderBoot === memberBoot && Number(memberTicks) >= Number(leaderTicks);
}
