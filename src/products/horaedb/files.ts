import { say } from "../../diagnostics/message.ts";
import type { FileSide } from "../product.ts";
import { across } from "./across.ts";
import { metaKind, nodeKind } from "./kinds.ts";
import { readHoraeFiles } from "./read.ts";
import { horaedbRules } from "./rules/horaedb-rules.ts";

/** HoraeMeta has a tenth of HoraeDB's keys, so what is known about those is loaded only with a file of that kind. */
export async function horaedbFiles(kinds: ReadonlySet<string>): Promise<FileSide> {
  const programs = await Promise.all([
    ...(kinds.has(metaKind) ? [import("./horaemeta.ts").then((module) => module.horaemeta)] : []),
    ...(kinds.has(nodeKind) ? [import("./horaedb-server.ts").then((module) => module.horaedbServer)] : []),
  ]);
  return { name: say`horaedb`, programs, rules: horaedbRules, read: readHoraeFiles, across };
}
