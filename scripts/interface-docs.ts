import ts from "typescript";

/** What the comment of a property says. */
export interface PropertyDocs {
  readonly name: string;
  readonly optional: boolean;
  /** The comment as one line; empty where there is none. */
  readonly comment: string;
  /** What follows `@default`: a value, or a dash and what happens. */
  readonly defaultText: string | undefined;
}

/** An exported interface with the comments of its own properties. */
export interface InterfaceDocs {
  readonly name: string;
  /** Names of the interfaces that it extends. */
  readonly parents: readonly string[];
  readonly properties: readonly PropertyDocs[];
}

/** Reads the comments of every exported interface of a TypeScript source. */
export function interfaceDocs(fileName: string, source: string): readonly InterfaceDocs[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  return file.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .map(({ name, members, heritageClauses = [] }) => ({
      name: name.text,
      parents: heritageClauses.flatMap(({ types }) => types.map(parentName)),
      properties: members.filter((member) => ts.isPropertySignature(member)).map(propertyDocs),
    }));
}

/** `Parent`, and of `Omit<Parent, "key">` the parent too. */
function parentName({ expression, typeArguments }: ts.ExpressionWithTypeArguments): string {
  const parent = expression.getText() === "Omit" ? typeArguments?.[0] : undefined;
  return (parent ?? expression).getText();
}

/** The comments of an interface's properties, inherited ones included; its own come first. */
export function allProperties(name: string, docs: readonly InterfaceDocs[]): readonly PropertyDocs[] {
  const found = docs.find((one) => one.name === name);
  if (!found) return [];
  return [...found.properties, ...found.parents.flatMap((parent) => allProperties(parent, docs))];
}

function propertyDocs(property: ts.PropertySignature): PropertyDocs {
  const comments = ts.getJSDocCommentsAndTags(property).filter((part) => ts.isJSDoc(part));
  const defaultTag = ts.getJSDocTags(property).find(({ tagName }) => tagName.text === "default");
  return {
    name: property.name.getText(),
    optional: property.questionToken !== undefined,
    comment: comments.map(({ comment }) => oneLine(comment)).join(" "),
    defaultText: defaultTag && oneLine(defaultTag.comment),
  };
}

function oneLine(comment: ts.JSDoc["comment"]): string {
  return (ts.getTextOfJSDocComment(comment) ?? "").replace(/\s*\n\s*/g, " ").trim();
}
