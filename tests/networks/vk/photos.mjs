// photos.* and docs.*: uploading, and reading what is there.

import { ApiError, bad_parameter } from './errors.mjs';
import { actor_of, administers, check_readable, owner_meant } from './access.mjs';
import { made_by, wrote } from './content.mjs';
import { doc_shape, photo_shape } from './media_shapes.mjs';
import { cut_page } from './paging.mjs';

/** Albums without a name of their own: what is uploaded for walls and for messages, and profile pictures. */
const wall_album = -14;
const messages_album = -64;
const service_albums = { wall: [-7, wall_album], profile: [-6], saved: [-15] };

// ---- uploading

/** The community of the call, if it names one: the token must have a say in it. */
function community_of({ world, token, params }) {
  const group_id = params.group_id || (token.kind === 'community' ? token.group_id : 0);
  if (!group_id) return null;
  if (!world.communities.has(group_id)) throw new ApiError(125);
  if (!administers(token, -group_id)) throw new ApiError(15);
  return group_id;
}

const upload_shape = ({ viewer, token }, path, album_id, group_id) => ({
  upload_url: viewer.base + path, album_id, user_id: token.user_id ?? 0, ...(group_id && { group_id }),
});

export function get_wall_upload_server(call) {
  const group_id = community_of(call);
  return upload_shape(call, call.sim.uploads.open('wall_photo', call.token, group_id), wall_album, group_id);
}

export function get_messages_upload_server(call) {
  const { world, token, params } = call;
  if (params.peer_id && !world.people.has(params.peer_id)) throw new ApiError(901);
  const group_id = token.kind === 'community' ? token.group_id : null;
  return upload_shape(call, call.sim.uploads.open('message_photo', token, group_id), messages_album, group_id);
}

export function get_doc_upload_server(call) {
  return { upload_url: call.viewer.base + call.sim.uploads.open('doc', call.token, community_of(call)) };
}

export function save_wall_photo(call) {
  const { world, token, params } = call;
  const group_id = community_of(call);
  const upload = call.sim.uploads.take_picture('wall_photo', token, params);
  const owner_id = group_id && world.settings.wall_photo_owner === 'group' ? -group_id : token.user_id;
  return [saved_photo(call, upload, { owner_id, album_id: wall_album, text: params.caption ?? '', user_id: token.user_id })];
}

export function save_messages_photo(call) {
  const { token, params } = call;
  const upload = call.sim.uploads.take_picture('message_photo', token, params);
  return [saved_photo(call, upload, { owner_id: actor_of(token), album_id: messages_album, from_messages: true })];
}

function saved_photo(call, { file, hash, facts: { width, height } }, fields) {
  const photo = call.world.media.add('photo', { ...fields, file, width, height, access_key: hash.slice(0, 18) }, made_by(call));
  wrote(call, photo);
  return photo_shape(photo, call.viewer);
}

export function save_doc(call) {
  const { world, token, params, viewer } = call;
  const { group_id, file, hash, facts } = call.sim.uploads.take_document(token, params.file);
  const owner_id = group_id ? -group_id : actor_of(token);
  const fields = { owner_id, file, size: file.bytes.length, title: params.title || facts.title, ext: facts.ext, access_key: hash.slice(0, 18) };
  const doc = world.media.add('doc', fields, made_by(call));
  wrote(call, doc);
  return { type: 'doc', doc: doc_shape(doc, viewer) };
}

// ---- reading

export function get_photos(call) {
  const { world, params, viewer } = call;
  const owner_id = owner_meant(call);
  check_readable(call, owner_id);
  if (params.album_id === undefined) throw bad_parameter('album_id is undefined');
  const albums = service_albums[params.album_id] ?? [Number(params.album_id)];
  const in_album = (photo) => photo.owner_id === owner_id && albums.includes(photo.album_id) && !photo.from_messages;
  const wanted = (photo) => !params.photo_ids.length || params.photo_ids.includes(String(photo.id));
  const photos = world.media.all('photo').filter((photo) => in_album(photo) && wanted(photo));
  const page = cut_page(params.rev ? photos.reverse() : photos, { ...params, faults: call.page_faults });
  return { count: photos.length, items: page.items.map((photo) => photo_shape(photo, viewer, params)) };
}
