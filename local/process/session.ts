import { readdirSync, readFileSync } from "node:fs";
import { parseStat, processIdentity } from "./process-identity";
import type { ProcessIdentity } from "./process-identity";

/**
 * The running processes in the session of a process that was started as its leader: itself and all its descendants, in any
 * process group, even long after the leader exited. A session's number is not reused while it has members, so that no
 * process of another session is mistaken for one of them.
 */
export function sessionMembers(leader: ProcessIdentity): readonly ProcessIdentity[] {
  const holder = processIdentity(leader.pid);
  // Another process has the number now, so the session has ended.
  if (holder !== undefined && holder.startedAt !== leader.startedAt) return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => sessionNumber(pid) === leader.pid)
    .flatMap((pid) => processIdentity(Number(pid)) ?? [])
    .filter((member) => startedSince(leader, member));
}

function sessionNumber(pid: string): number | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8")).session;
  } catch {
    // It has exited since the folder was read.
    return undefined;
  }
}

/** Started in the same boot, and not before its leader. */
function startedSince(leader: ProcessIdentity, member: ProcessIdentity): boolean {
  const [leaderBoot, leaderTicks] = leader.startedAt.split("/");
  const [memberBoot, memberTicks] = member.startedAt.split("/");
  return leaderBoot === memberBoot && Number(memberTicks) >= Number(leaderTicks);
}
