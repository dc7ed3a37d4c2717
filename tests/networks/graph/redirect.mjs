/** What a method gives that leads elsewhere instead of answering. */
export class Redirect {
  /** @param {string} location */
  constructor(location) {
    this.location = location;
  }
}
