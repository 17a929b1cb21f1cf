/** How long work takes the processor, in milliseconds. Not by the clock: other tests run at the same time. */
export function processorMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
