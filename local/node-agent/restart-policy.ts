/** Whether to restart a container that has ended. */
export function shouldRestart(restartPolicy: string, exitCode: number, isInit: boolean): boolean {
  if (isInit && exitCode === 0) return false;
  if (restartPolicy === "Never") return false;
  return restartPolicy === "OnFailure" ? exitCode !== 0 : true;
}
