// A mistake of whoever uses the control interface, the pages or a world file; never an answer of the network.

export class ControlError extends Error {
  /** @param {number} status of HTTP @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}
