/** The package brings no types of its own. */
declare module 'openapi-to-postmanv2' {
  interface Result {
    result: boolean;
    reason?: string;
    output: { type: 'collection'; data: unknown }[];
  }
  const postman: {
    convert(
      input: { type: 'string'; data: string },
      options: Record<string, unknown>,
      done: (error: Error | null, result: Result) => void,
    ): void;
  };
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default postman;
}
