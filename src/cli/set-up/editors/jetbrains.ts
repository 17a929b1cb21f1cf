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
  const start = before.indexOf(opening);
  const end = start === -1 ? -1 : before.indexOf("</map>", start);
  if (end === -1 || end > before.indexOf("</component>", start)) return withComponent(before);
  // The entries of such a map hold no map themselves.
  const at = startOfTag(before, end);
  return { path, text: before.slice(0, at) + missing.map(entry).join("") + before.slice(at), before };
}

/** A file that has no mappings yet. */
function withComponent(before: string): PlannedFile {
  const end = before.lastIndexOf("</project>");
  const isLast = before.slice(end + "</project>".length).trim() === "";
  if (end === -1 || !isLast || before.includes("JsonSchemaMappingsProjectConfiguration"))
    throw new UserError(`${path} is not written as the editor writes it; nothing was written`);
  const at = startOfTag(before, end);
  return { path, text: before.slice(0, at) + component() + before.slice(at), before };
}

/** Where the line of a tag begins, if there is nothing before it. */
function startOfTag(text: string, tag: number): number {
  const start = text.lastIndexOf("\n", tag) + 1;
  return text.slice(start, tag).trim() === "" ? start : tag;
}

function newFile(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<project version="4">\n${component()}</project>\n`;
}

const opening = '<component name="JsonSchemaMappingsProjectConfiguration">';

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
