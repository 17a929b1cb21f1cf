import type { Io } from "./io.ts";

/** Shows how far a work is on the standard error, on a terminal only, and only once it has taken a second. */
export function progressOn(
  { stderr: stream, now: clock }: Io,
  verb: string,
): (done: number, total: number) => void {
  if (!stream.isTTY) return () => {};
  const began = clock();
  let shown = 0;
  return (done, total) => {
    const now = clock();
    if (now - began < 1000) return;
    if (done === total && shown > 0) stream.write("\r\u001b[K");
    else if (now - shown > 100) {
      stream.write(`\r\u001b[K${verb} ${done} of ${total}`);
      shown = now;
    }
  };
}
