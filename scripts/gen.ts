/**
 * Makes the code that follows from `schemas/` and `templates/`: key catalogues, validators, types, precompiled
 * templates; and the lists of rules. With `--check` nothing is written; a difference ends with exit status 1.
 */
import { catalogueFiles } from "./gen/catalogues.ts";
import { documentFiles } from "./gen/documents.ts";
import { ruleLists } from "./gen/rule-lists.ts";
import { templateFiles } from "./gen/templates.ts";
import { writeGenerated } from "./gen/write-generated.ts";

const files = new Map([...catalogueFiles(), ...(await documentFiles()), ...templateFiles(), ...ruleLists()]);
writeGenerated(["src/schema/generated", "src/emit/generated"], files);
