#include "connectors/http_client.hpp"
#include "tests/unit/bench.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <thread>

namespace otklik::test {

namespace {

namespace asio = boost::asio;

template <class T, void (*Free)(T*)>
struct freed {
    void operator()(T* t) const { Free(t); }
};
using key_pointer = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY, EVP_PKEY_free>>;
using certificate_pointer = std::unique_ptr<X509, freed<X509, X509_free>>;

// A key and a certificate that vouches for itself, for the address 127.0.0.1 and no name, as PEM.
struct own_certificate {
    std::string key, certificate;

    own_certificate() {
        key_pointer k(EVP_EC_gen("P-256"));
        certificate_pointer c(X509_new());
        X509_set_version(c.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(c.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(c.get()), -60);
        X509_gmtime_adj(X509_getm_notAfter(c.get()), 3600);
        X509_set_pubkey(c.get(), k.get());
        auto* name = X509_get_subject_name(c.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
        X509_set_issuer_name(c.get(), name);
        auto* where = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
        X509_add_ext(c.get(), where, -1);
        X509_EXTENSION_free(where);
        X509_sign(c.get(), k.get(), EVP_sha256());
        key = pem([&](BIO* to) { PEM_write_bio_PrivateKey(to, k.get(), nullptr, nullptr, 0, nullptr, nullptr); });
        certificate = pem([&](BIO* to) { PEM_write_bio_X509(to, c.get()); });
    }

    template <class Write>
    static std::string pem(Write write) {
        std::unique_ptr<BIO, freed<BIO, BIO_free_all>> to(BIO_new(BIO_s_mem()));
        write(to.get());
        char* bytes = nullptr;
        const auto size = BIO_get_mem_data(to.get(), &bytes);
        return {bytes, static_cast<std::size_t>(size)};
    }
};

// Answers one request over TLS, or sees the handshake fail.
class tls_server {
public:
    explicit tls_server(const own_certificate& own) : listener_(io_, {asio::ip::address_v4::loopback(), 0}) {
        tls_.use_private_key(asio::buffer(own.key), asio::ssl::context::pem);
        tls_.use_certificate(asio::buffer(own.certificate), asio::ssl::context::pem);
        thread_ = std::thread([this] { serve(); });
    }
    ~tls_server() { thread_.join(); }
    std::string port() const { return std::to_string(listener_.local_endpoint().port()); }

    std::atomic<bool> asked = false;

private:
    void serve() {
        asio::ssl::stream<asio::ip::tcp::socket> peer(io_, tls_);
        boost::system::error_code ec;
        listener_.accept(peer.next_layer());
        peer.handshake(asio::ssl::stream_base::server, ec);
        std::string got;
        if (ec || !asio::read_until(peer, asio::dynamic_buffer(got), "\r\n\r\n", ec)) return;
        asked = true;
        asio::write(peer, asio::buffer(std::string_view("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")), ec);
    }

    asio::io_context io_;
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    asio::ip::tcp::acceptor listener_;
    std::thread thread_;
};

struct HttpTls : testing::Test {
    own_certificate own_;
    tls_server server_{own_};
    bench bench_;
    std::string file_ = testing::TempDir() + "/otklik-tls-test-" + std::to_string(::getpid()) + ".pem";

    http_outcome fetch(std::string host, bool trusting) {
        std::ofstream(file_) << own_.certificate;
        http_settings settings;
        if (trusting) settings.ca_file = file_;
        http_client client(bench_.io.get_executor(), settings);
        http_request what("POST", "https://" + host + ":" + server_.port() + "/");
        what.writes = true;
        auto outcome = bench_.finish(client.fetch(std::move(what)));
        std::remove(file_.c_str());
        return outcome;
    }
    void expect_distrust(const http_outcome& outcome) {
        ASSERT_TRUE(outcome.has_error());
        EXPECT_EQ(outcome.error().what, http_failure::kind::not_trusted);
        EXPECT_TRUE(outcome.error().nothing_was_sent);
        EXPECT_FALSE(server_.asked);
    }
};

}

TEST_F(HttpTls, ACertificateNobodyVouchesForGetsNoRequest) {
    expect_distrust(fetch("127.0.0.1", false));
}

TEST_F(HttpTls, ACertificateForAnotherNameGetsNoRequest) {
    expect_distrust(fetch("localhost", true));
}

TEST_F(HttpTls, TheFileOfAuthoritiesIsTrusted) {
    auto outcome = fetch("127.0.0.1", true);
    ASSERT_TRUE(outcome) << outcome.error().said;
    EXPECT_EQ(outcome->body, "ok");
}

}
