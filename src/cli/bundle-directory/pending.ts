import { type Message, say } from "../../diagnostics/message.ts";

/** What an interrupted write left behind: one to finish, one to undo, or nothing. */
export type Pending = "none" | "finish" | "undo";

/** What completes "`directory` ...". */
export function unfinishedWords(pending: Exclude<Pending, "none">): Message {
  return pending === "finish"
    ? say`is half written: a build was interrupted or is at work; the next build finishes it`
    : say`is as it was before a build that was interrupted or is at work; the next build removes what that one left`;
}
