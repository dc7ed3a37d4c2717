#include "connectors/vk/upload.hpp"

#include "connectors/multipart.hpp"
#include "connectors/options.hpp"

#include <algorithm>

namespace otklik::vk {

namespace asio = boost::asio;

namespace {

constexpr std::ptrdiff_t most_pictures = 10, most_documents = 1;  // of one post; VK's limits

// How a kind of file gets there: where to, under what name, and what turns the upload into a thing with a number.
struct upload_row {
    std::string_view server, field, save;
};
constexpr upload_row wall_photo{"photos.getWallUploadServer", "photo", "photos.saveWallPhoto"};
constexpr upload_row message_photo{"photos.getMessagesUploadServer", "photo", "photos.saveMessagesPhoto"};
constexpr upload_row document{"docs.getWallUploadServer", "file", "docs.save"};

bool is_picture(const file& f) {
    return f.is == material::photo || f.is == material::infographic;
}
bool is_document(const file& f) {
    return f.is == material::animation || f.is == material::document;
}

api_error no(trouble kind, std::string said, proof of_write = proof::unwritten) {
    return {{kind, std::move(said), {}}, 0, of_write};
}

const upload_row& row_for_file(const file& f, upload_place where) {
    return is_document(f) ? document : where.peer ? message_photo : wall_photo;
}

params community_of(upload_place where) {
    return {{"group_id", std::to_string(where.community)}};
}

std::optional<api_error> objection(const api& vk, upload_place where, const std::vector<file>& files) {
    if (std::ranges::count_if(files, is_picture) > most_pictures ||
        std::ranges::count_if(files, is_document) > most_documents)
        return no(trouble::refused, "ВКонтакте берёт не больше десяти изображений и одного файла", proof::by_hand);
    for (const auto& f : files) {
        if (!is_picture(f) && !is_document(f))
            return no(trouble::refused, "«" + f.name + "» программа приложить не может", proof::by_hand);
        if (!f.bytes || f.bytes->empty()) return no(trouble::refused, f.name + ": the file is empty");
        if (!vk.token_for(row_for_file(f, where).server))
            return no(trouble::settings, "Приложить «" + f.name + "» можно только с ключом пользователя",
                      proof::by_hand);
    }
    return {};
}

// The number that an upload got: of a photo in a list, of a document beside its type or in a list too.
std::string attachment_in(const json::value& saved, const upload_row& row) {
    const bool photo = row.field == "photo";
    const auto& in_list = saved.items().empty() ? saved : saved.items().front();
    const auto& it = !photo && in_list["doc"].is_object() ? in_list["doc"] : in_list;
    const auto owner = it["owner_id"].integer_or(0), id = it["id"].integer_or(0);
    if (!owner || id <= 0) return {};
    const auto& key = it["access_key"].text();
    return (photo ? "photo" : "doc") + std::to_string(owner) + "_" + std::to_string(id) +
           (key.empty() ? "" : "_" + key);
}

std::string text_or_number(const json::value& v) {
    const auto number = v.integer();
    return number ? std::to_string(*number) : v.text();
}

// What the upload server answered, as the fields that save it; nothing when it took no file.
std::optional<params> fields_to_save(const json::value& taken, const upload_row& row, upload_place where,
                                     const file& f) {
    const auto& what = taken[row.field].text();
    if (what.empty() || what == "[]") return {};
    if (row.field == "file") return params{{"file", what}, {"title", f.name}};
    params out{{"photo", what}, {"server", text_or_number(taken["server"])}, {"hash", taken["hash"].text()}};
    if (!where.peer) out.push_back({"group_id", std::to_string(where.community)});
    return out;
}

asio::awaitable<std::variant<std::string, api_error>> upload_one(api& vk, upload_place where, const file& f) {
    const auto& row = row_for_file(f, where);
    auto asked_for =
        where.peer && !is_document(f) ? params{{"peer_id", std::to_string(where.peer)}} : community_of(where);
    auto server = co_await vk.read(std::string(row.server), std::move(asked_for));
    if (auto* error = std::get_if<api_error>(&server)) co_return std::move(*error);
    const auto& address = std::get<json::value>(server)["upload_url"].text();
    if (address.empty() || objection_to_address(address))
        co_return no(trouble::unreadable, std::string(row.server) + ": no address that a file can be sent to");

    const multipart_file part{std::string(row.field), f.name, f.type, *f.bytes};
    auto body = multipart_encoded({}, {&part, 1});
    http_request request("POST", address);
    request.headers = {{"Content-Type", std::move(body.content_type)}};
    request.body = std::move(body.body);
    auto taken = co_await vk.fetch("upload", std::move(request));
    if (auto* error = std::get_if<api_error>(&taken)) co_return std::move(*error);
    const auto& answer = std::get<json::value>(taken);
    auto fields = fields_to_save(answer, row, where, f);
    if (!fields) {
        const auto& why = answer["error_descr"].text().empty() ? answer["error"].text() : answer["error_descr"].text();
        co_return no(trouble::refused, "upload of " + f.name + ": VK did not take the file " + why);
    }

    auto saved = co_await vk.read(std::string(row.save), std::move(*fields));
    if (auto* error = std::get_if<api_error>(&saved)) co_return std::move(*error);
    auto out = attachment_in(std::get<json::value>(saved), row);
    if (out.empty()) co_return no(trouble::unreadable, std::string(row.save) + ": an answer without a number");
    co_return out;
}

}

asio::awaitable<std::variant<std::string, api_error>> upload(api& vk, upload_place where,
                                                             const std::vector<file>& files) {
    if (auto why = objection(vk, where, files)) co_return std::move(*why);
    std::string out;
    for (const auto& f : files) {
        auto one = co_await upload_one(vk, where, f);
        if (auto* error = std::get_if<api_error>(&one)) {
            if (error->of_write == proof::none) error->of_write = proof::unwritten;
            if (error->why.kind == trouble::unreadable) error->why.kind = trouble::unreachable;  // nothing was written
            co_return std::move(*error);
        }
        out += (out.empty() ? "" : ",") + std::get<std::string>(one);
    }
    co_return out;
}

}
