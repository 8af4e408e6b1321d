import ts from "typescript";

/** A property of an exported interface, with what its comment says. */
export interface PropertyComment {
  readonly owner: string;
  readonly name: string;
  readonly optional: boolean;
  /** Empty where there is none. */
  readonly comment: string;
  /** What follows `@default`: a value, or a dash and what happens. */
  readonly defaultText: string | undefined;
}

/** The comments of the properties that a source's exported interfaces declare themselves. */
export function propertyComments(fileName: string, source: string): readonly PropertyComment[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  return file.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap(({ name, members }) =>
      members.filter((member) => ts.isPropertySignature(member)).map((one) => commentOf(name.text, one)),
    );
}

function commentOf(owner: string, property: ts.PropertySignature): PropertyComment {
  const comments = ts.getJSDocCommentsAndTags(property).filter((part) => ts.isJSDoc(part));
  const defaultTag = ts.getJSDocTags(property).find(({ tagName }) => tagName.text === "default");
  return {
    owner,
    name: property.name.getText(),
    optional: property.questionToken !== undefined,
    comment: comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join(" "),
    defaultText: defaultTag && ts.getTextOfJSDocComment(defaultTag.comment)?.trim(),
  };
}
