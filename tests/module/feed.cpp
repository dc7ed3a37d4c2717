// Read by libxml2's SAX interface: no tree is built, so that nothing grows but the entries.
#include "feed.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <memory>
#include <span>

#include <time.h>

namespace otklik::rss {

namespace {

constexpr std::size_t most_entries = 500;
constexpr std::size_t longest_field = 64 << 10;
constexpr int deepest = 64;

std::string_view of(const xmlChar* text) {
    return text ? reinterpret_cast<const char*>(text) : "";
}

std::string trimmed(std::string text) {
    constexpr auto blank = " \t\r\n";
    text.erase(0, text.find_first_not_of(blank));
    text.erase(text.find_last_not_of(blank) + 1);
    return text;
}

// A text that is cut must not end in half a character.
void add(std::string& to, std::string_view more) {
    more = more.substr(0, longest_field - std::min(longest_field, to.size()));
    while (!more.empty() && to.size() + more.size() == longest_field && (more.back() & 0x80)) more.remove_suffix(1);
    to += more;
}

// ---- HTML inside of a feed

void html_text(void* to, const xmlChar* text, int size) {
    add(*static_cast<std::string*>(to), {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

void html_begins(void* to, const xmlChar* name, const xmlChar**) {
    for (std::string_view breaks : {"br", "p", "div", "li"})
        if (of(name) == breaks) add(*static_cast<std::string*>(to), "\n");
}

std::string without_html(const std::string& text) {
    if (text.find('<') == std::string::npos && text.find('&') == std::string::npos) return trimmed(text);
    std::string out;
    htmlSAXHandler handler{};
    handler.characters = html_text, handler.startElement = html_begins;
    std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(
        htmlCreatePushParserCtxt(&handler, &out, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8), htmlFreeParserCtxt);
    if (!parser) return trimmed(text);
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    htmlParseChunk(parser.get(), text.data(), static_cast<int>(text.size()), 1);
    return trimmed(std::move(out));
}

// ---- the feed

struct raw_entry {
    std::string guid, title, link, summary, content, author, published, updated;
};

// The names that RSS, Atom and Dublin Core have for one thing.
struct field {
    std::string_view name;
    std::string raw_entry::*is;
};
constexpr field fields[] = {
    {"guid", &raw_entry::guid},           {"id", &raw_entry::guid},
    {"title", &raw_entry::title},         {"link", &raw_entry::link},
    {"description", &raw_entry::summary}, {"summary", &raw_entry::summary},
    {"content", &raw_entry::content},     {"encoded", &raw_entry::content},
    {"author", &raw_entry::author},       {"creator", &raw_entry::author},
    {"pubDate", &raw_entry::published},   {"published", &raw_entry::published},
    {"date", &raw_entry::published},      {"updated", &raw_entry::updated},
};

class reader {
public:
    parsed_feed read(std::string_view body) {
        xmlSAXHandler handler{};
        handler.initialized = XML_SAX2_MAGIC;
        handler.startElementNs = [](void* self, const xmlChar* name, const xmlChar*, const xmlChar*, int,
                                    const xmlChar**, int count, int, const xmlChar** attributes) {
            static_cast<reader*>(self)->begins(of(name), {attributes, static_cast<std::size_t>(count) * 5});
        };
        handler.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
            static_cast<reader*>(self)->ends();
        };
        handler.characters = handler.cdataBlock = [](void* self, const xmlChar* text, int size) {
            static_cast<reader*>(self)->says({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
        };
        // A feed needs none of its own; a hostile one needs few to make gigabytes.
        handler.entityDecl = [](void* self, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*) {
            static_cast<reader*>(self)->give_up("it declares entities");
        };
        handler.getEntity = [](void*, const xmlChar* name) { return xmlGetPredefinedEntity(name); };
        std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> parser(
            xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr), [](xmlParserCtxtPtr p) {
                xmlFreeDoc(p->myDoc);  // made where entities are declared, though nobody asked for a tree
                xmlFreeParserCtxt(p);
            });
        if (!parser) return {{}, "no memory for it"};
        parser_ = parser.get();
        xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        const int status = xmlParseChunk(parser_, body.data(), static_cast<int>(body.size()), 1);
        if (trouble_.empty() && (status != 0 || !parser_->wellFormed)) trouble_ = what_libxml_said();
        if (trouble_.empty() && !is_feed_) trouble_ = "it is XML, but neither RSS nor Atom";
        out_.title = trimmed(std::move(out_.title));
        out_.link = trimmed(std::move(out_.link));
        return {std::move(out_), trouble_};
    }

private:
    void begins(std::string_view name, std::span<const xmlChar*> attributes) {
        ++depth_;
        if (depth_ > deepest) return give_up("it is nested too deeply");
        if (depth_ == 1) is_feed_ = name == "rss" || name == "feed" || name == "RDF";
        if (!entry_at_ && (name == "item" || name == "entry")) {
            entry_at_ = depth_, now_ = {};
        } else if (entry_at_ && depth_ == entry_at_ + 1) {
            into_ = nullptr;
            for (const auto& f : fields)
                if (f.name == name) into_ = &(now_.*f.is);
            if (name == "link" && !attributes.empty()) take_link(attributes);
        } else if (entry_at_ && into_ == &now_.author && name != "name") {
            into_ = nullptr;  // Atom's author has an address too
        } else if (!entry_at_ && depth_ <= 3) {
            into_ = name == "title" ? &out_.title : name == "link" ? &out_.link : nullptr;
        }
    }

    void take_link(std::span<const xmlChar*> attributes) {
        std::string_view rel = "alternate", href;
        for (std::size_t i = 0; i + 4 < attributes.size(); i += 5) {
            const std::string_view value(reinterpret_cast<const char*>(attributes[i + 3]),
                                         static_cast<std::size_t>(attributes[i + 4] - attributes[i + 3]));
            if (of(attributes[i]) == "rel") rel = value;
            if (of(attributes[i]) == "href") href = value;
        }
        if (rel == "alternate" && now_.link.empty()) add(now_.link, href);
        into_ = nullptr;
    }

    void says(std::string_view text) {
        if (into_) add(*into_, text);
    }

    void ends() {
        if (depth_ == entry_at_) take_entry();
        if (!entry_at_ || depth_ <= entry_at_ + 1) into_ = nullptr;
        --depth_;
    }

    void take_entry() {
        entry_at_ = 0;
        entry e;
        e.link = trimmed(std::move(now_.link));
        e.id = trimmed(std::move(now_.guid));
        if (e.id.empty()) e.id = e.link;
        e.title = without_html(now_.title);
        e.text = without_html(now_.content.empty() ? now_.summary : now_.content);
        e.author = trimmed(std::move(now_.author));
        e.written = date_in(now_.published.empty() ? now_.updated : now_.published);
        if (e.id.empty())
            out_.left_out.push_back("an entry has neither a guid nor a link");
        else if (out_.entries.size() < most_entries)
            out_.entries.push_back(std::move(e));
        else
            give_up("it has more than " + std::to_string(most_entries) + " entries");
    }

    void give_up(std::string why) {
        if (trouble_.empty()) trouble_ = std::move(why);
        xmlStopParser(parser_);
    }

    std::string what_libxml_said() const {
        const auto* error = xmlCtxtGetLastError(parser_);
        if (!error || !error->message) return "it is not XML";
        return "line " + std::to_string(error->line) + ": " + trimmed(error->message);
    }

    xmlParserCtxtPtr parser_ = nullptr;
    feed out_;
    raw_entry now_;
    std::string* into_ = nullptr;
    int depth_ = 0, entry_at_ = 0;
    bool is_feed_ = false;
    std::string trouble_;
};

}

parsed_feed parse_feed(std::string_view body) {
    reader one;
    return one.read(body);
}

std::optional<when> date_in(std::string text) {
    text = trimmed(std::move(text));
    for (std::string_view zero : {"GMT", "UTC", "UT"})
        if (text.ends_with(zero)) text = text.substr(0, text.size() - zero.size()) + "+0000";
    // Parts of a second say nothing here.
    if (const auto dot = text.find('.'); dot != std::string::npos)
        text.erase(dot, text.find_first_not_of("0123456789", dot + 1) - dot);
    for (const char* form : {"%a, %d %b %Y %H:%M:%S %z", "%d %b %Y %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%z"}) {
        tm parts{};
        const char* end = ::strptime(text.c_str(), form, &parts);
        if (!end || *end) continue;
        const auto zone = parts.tm_gmtoff;
        return when{std::chrono::seconds{::timegm(&parts) - zone}};
    }
    return {};
}

}
