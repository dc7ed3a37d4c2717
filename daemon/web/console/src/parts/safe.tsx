// A fault in the page must not leave it blank: what was typed is kept, and opening it anew usually helps.

import { Component, type ComponentChildren } from "preact";

export class Safe extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main class="door">
        <div class="card" role="alert" data-test="broken">
          <p>Страница не смогла это показать. Набранный текст сохранён на этом компьютере.</p>
          <button type="button" class="primary" onClick={() => location.reload()}>
            Открыть заново
          </button>
          <a href="#/" onClick={() => this.setState({ broken: false })}>
            К списку
          </a>
        </div>
      </main>
    );
  }
}
