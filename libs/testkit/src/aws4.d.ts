/** The part of aws4 that the tests use; the package has no types. */
declare module 'aws4' {
  interface Request {
    host: string;
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string;
    service: string;
    region: string;
    /** Headers that are not signed. */
    extraHeadersToIgnore?: Record<string, boolean>;
  }
  const aws4: {
    sign(request: Request, credentials: { accessKeyId: string; secretAccessKey: string }): Request;
  };
  export default aws4;
}
