import type { Io } from "../../io.ts";
import { UserError } from "../../user-error.ts";
import { type PlannedFile, textNow } from "../planned-file.ts";
import { schemasByName } from "../schema-files.ts";
import type { Editor } from "./editor.ts";

const path = ".idea/jsonSchemas.xml";

/** As the editors of JetBrains write it themselves: each schema with the names of its files. */
export const jetbrains: Editor = {
  name: "jetbrains",
  marks: [".idea"],
  files: (io) => [mappingsFile(io)],
};

function mappingsFile(io: Io): PlannedFile {
  const before = textNow(path, io);
  if (before === undefined) return { path, text: newFile() };
  const missing = schemasByName.filter((schema) => !before.includes(`value="${schema.path}"`));
  if (missing.length === 0) return { path, text: undefined, before, remarks: ["has it already"] };
  const end = endOfMap(before);
  if (end === undefined) return withComponent(before);
  const at = startOfBlanks(before, end);
  return { path, text: before.slice(0, at) + missing.map(entry).join("") + before.slice(at), before };
}

/** Where the map of the mappings ends; its entries hold no map themselves. */
function endOfMap(text: string): number | undefined {
  const component = text.indexOf(opening);
  const start = component === -1 ? -1 : text.indexOf("<map>", component);
  const end = start === -1 ? -1 : text.indexOf("</map>", start);
  const isOwn = end !== -1 && end < text.indexOf("</component>", component);
  return isOwn ? end : undefined;
}

const opening = '<component name="JsonSchemaMappingsProjectConfiguration">';

/** Where the blanks begin that stand in a line before an offset. */
function startOfBlanks(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start -= 1;
  return start;
}

/** A file that has no mappings yet. */
function withComponent(before: string): PlannedFile {
  const end = before.lastIndexOf("</project>");
  const isLast = end !== -1 && before.slice(end).trimEnd() === "</project>";
  if (!isLast || before.includes("JsonSchemaMappingsProjectConfiguration"))
    throw new UserError(`${path} is not written as the editor writes it; nothing was written`);
  const at = startOfBlanks(before, end);
  return { path, text: before.slice(0, at) + component() + before.slice(at), before };
}

function newFile(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<project version="4">\n${component()}</project>\n`;
}

function component(): string {
  return `\
  ${opening}
    <state>
      <map>
${schemasByName.map(entry).join("")}\
      </map>
    </state>
  </component>
`;
}

function entry({ title, path: schema, files }: (typeof schemasByName)[number]): string {
  return `\
        <entry key="${title}">
          <value>
            <SchemaInfo>
              <option name="name" value="${title}" />
              <option name="relativePathToSchema" value="${schema}" />
              <option name="schemaVersion" value="JSON Schema version 7" />
              <option name="patterns">
                <list>
${files.map(item).join("")}\
                </list>
              </option>
            </SchemaInfo>
          </value>
        </entry>
`;
}

function item(file: string): string {
  return `\
                  <Item>
                    <option name="pattern" value="true" />
                    <option name="path" value="${file}" />
                    <option name="mappingKind" value="Pattern" />
                  </Item>
`;
}
