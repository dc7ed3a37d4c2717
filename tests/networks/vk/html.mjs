// Pages in HTML, in the frame of VK.

import { frame_of } from '../shared/html.mjs';

export { html } from '../shared/html.mjs';
export const page = frame_of('ВКонтакте');
