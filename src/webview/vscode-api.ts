/** The one door of a page to its extension. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** May be asked for once per page. */
export const vscode: VsCodeApi = acquireVsCodeApi();
