/** Name of a model's endpoint picker: of its Deployment and its Service. */
export function endpointPickerName({ name }: { readonly name: string }): string {
  return `${name}-epp`;
}
