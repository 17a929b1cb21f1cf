/** Signals that ask a process to end. One that cannot be caught leaves what the next build cleans up. */
const ending = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs an action that is told of a signal and has the time to leave things in order; then the process ends by that
 * signal, as whoever sent it expects.
 */
export async function interruptible<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    received ??= name;
    interrupted.abort();
  };
  for (const name of ending) process.on(name, onSignal);
  try {
    return await action(interrupted.signal);
  } finally {
    // A signal that came during the last step is only seen here.
    await new Promise((done) => setImmediate(done));
    for (const name of ending) process.off(name, onSignal);
    if (received !== undefined) process.kill(process.pid, received);
  }
}
