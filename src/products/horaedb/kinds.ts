import { say } from "../../diagnostics/message.ts";

/** The kinds of its files, by which instances are told apart without loading what is known about their keys. */
export const metaKind = say`horaemeta`;
export const nodeKind = say`horaedb`;
