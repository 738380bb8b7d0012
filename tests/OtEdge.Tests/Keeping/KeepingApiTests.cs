using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Zones;
using OtEdge.Host.Certificates;
using OtEdge.OpcUa.Certificates;
using OtEdge.Tests.Console.Serving;
using Xunit;

namespace OtEdge.Tests.Keeping;

/// <summary>Certificates and settings over the API.</summary>
public sealed class KeepingApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_peer_that_was_turned_away_is_trusted_by_security_alone_and_the_audit_knows_who_said_so()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        var store = new CertificateStore(rig.Gateway.StateDirectory);
        using OwnCertificate peer = Peer(rig.Gateway.Time.GetUtcNow());
        store.Reject(peer.Certificate);
        string thumbprint = peer.Certificate.ThumbprintText;
        using HttpClient engineer = await rig.SignedInAsync(ConsoleRig.NameOf(PersonRoles.Engineer));
        JsonNode seen = Assert.Single(JsonNode.Parse(await engineer.GetStringAsync(ApiRoutes.Certificates, Stop))!.AsArray())!;
        Assert.Equal(("rejected", 89), ((string?)seen["place"], (int)seen["days_left"]!));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(engineer, ApiRoutes.For(ApiRoutes.CertificateTrust, thumbprint)));

        string security = ConsoleRig.NameOf(PersonRoles.Security);
        using HttpClient trusting = await rig.SignedInAsync(security);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(trusting, ApiRoutes.For(ApiRoutes.CertificateTrust, thumbprint)));
        Assert.True(Assert.Single(store.In(CertificatePlace.Trusted)).Certificate.IsSame(peer.Certificate));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(trusting, ApiRoutes.For(ApiRoutes.CertificateReject, thumbprint)));
        Assert.Empty(store.In(CertificatePlace.Trusted));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(trusting, ApiRoutes.For(ApiRoutes.CertificateReject, thumbprint)));

        AuditView[] told = rig.Gateway.Runtime.Audit.Entries(new AuditQuery(AuditKind.Certificate)).Value!;
        Assert.Equal([("trusted", security), ("rejected", security)], told.Select(entry => (entry.Action, entry.By)));
    }

    [Fact]
    public async Task A_certificate_is_taken_in_and_out_as_text_and_a_key_is_not()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using OwnCertificate peer = Peer(rig.Gateway.Time.GetUtcNow());
        using HttpClient security = await rig.SignedInAsync(ConsoleRig.NameOf(PersonRoles.Security));
        string pem = PemEncoding.WriteString("CERTIFICATE", peer.Certificate.Der.Span);
        string key = peer.Key.ExportPkcs8PrivateKeyPem();

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(security, ApiRoutes.Certificates, pem + "\n" + key));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(security, ApiRoutes.Certificates, "hello"));
        Assert.Empty(new CertificateStore(rig.Gateway.StateDirectory).All());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(security, ApiRoutes.Certificates, pem));

        string taken = await security.GetStringAsync(ApiRoutes.For(ApiRoutes.Certificate, peer.Certificate.ThumbprintText), Stop);
        Assert.Equal(pem, taken.Trim());
    }

    [Fact]
    public async Task An_own_certificate_is_renewed_and_signed_by_security_alone_and_the_audit_knows()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        var store = new CertificateStore(rig.Gateway.StateDirectory);
        string renew = ApiRoutes.For(ApiRoutes.CertificateRenew, "line"), sign = ApiRoutes.For(ApiRoutes.CertificateSigning, "line");
        using HttpClient engineer = await rig.SignedInAsync(ConsoleRig.NameOf(PersonRoles.Engineer));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(engineer, renew));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(engineer, sign));
        Assert.Empty(store.All());

        string security = ConsoleRig.NameOf(PersonRoles.Security);
        using HttpClient allowed = await rig.SignedInAsync(security);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(allowed, sign));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(allowed, renew));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(allowed, ApiRoutes.For(ApiRoutes.CertificateRenew, "LINE")));
        using HttpResponseMessage answer = await allowed.PostAsync(sign, ConsoleRig.Json("{}"), Stop);
        JsonNode request = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        Assert.StartsWith("-----BEGIN CERTIFICATE REQUEST-----", (string?)request["pem"]);
        Assert.DoesNotContain("PRIVATE", (string?)request["pem"]);
        string thumbprint = Assert.Single(store.In(CertificatePlace.Own)).Certificate.ThumbprintText;

        AuditView[] told = rig.Gateway.Runtime.Audit.Entries(new AuditQuery(AuditKind.Certificate)).Value!;
        Assert.Equal([("renewed", security, thumbprint), ("request", security, thumbprint)], told.Select(entry => (entry.Action, entry.By, entry.Subject!)));
    }

    [Fact]
    public async Task A_user_is_trusted_as_a_user_and_never_as_an_application()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        var store = new CertificateStore(rig.Gateway.StateDirectory);
        using OwnCertificate user = Peer(rig.Gateway.Time.GetUtcNow());
        store.TurnAway(user.Certificate);
        using HttpClient security = await rig.SignedInAsync(ConsoleRig.NameOf(PersonRoles.Security));
        string body = new JsonObject { ["thumbprint"] = user.Certificate.ThumbprintText, ["user"] = true }.ToJsonString();
        using HttpResponseMessage answer = await security.PostAsync(ApiRoutes.Certificates, ConsoleRig.Json(body), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(store.TrustOfUsers().Trusts(user.Certificate));
        Assert.False(store.Trust().Trusts(user.Certificate));
        Assert.Empty(store.In(CertificatePlace.Rejected));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(security, ApiRoutes.For(ApiRoutes.CertificateReject, user.Certificate.ThumbprintText)));
        Assert.False(store.TrustOfUsers().Trusts(user.Certificate));
    }

    [Fact]
    public async Task The_verdict_on_settings_says_what_would_come_of_them_and_changes_nothing()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient viewer = await rig.SignedInAsync(ConsoleRig.NameOf(PersonRoles.Viewer));
        string file = Path.Combine(rig.Gateway.SettingsDirectory, "otedge.yaml");

        await File.WriteAllTextAsync(file, "site: leipzig\nzones: { a: {}, b: {} }\nconduits: { c: { from: a, too: b } }\n", Stop);
        JsonNode bad = JsonNode.Parse(await viewer.GetStringAsync(ApiRoutes.SettingsVerdict, Stop))!;
        Assert.False((bool)bad["ok"]!);
        Assert.Contains(bad["problems"]!.AsArray(), problem => (int)problem!["line"]! == 3);

        await File.WriteAllTextAsync(
            file, "site: leipzig\nzones: { a: {}, b: {} }\nconduits:\n  c: { from: a, to: b, protocol: modbus-tcp, listen: \"127.0.0.1:0\", device: \"127.0.0.1:1\" }\n", Stop);
        JsonNode good = JsonNode.Parse(await viewer.GetStringAsync(ApiRoutes.SettingsVerdict, Stop))!;
        Assert.True((bool)good["ok"]!, good.ToJsonString());
        Assert.Equal(["c"], good["opens"]!.AsArray().Select(name => (string?)name));
        Assert.Equal([Tests.Gateway.Plant.Filling], good["closes"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(["otedge.yaml"], good["changed_files"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(Tests.Gateway.Plant.Filling, Assert.Single(rig.Gateway.Runtime.Status().Conduits).Name);
    }

    private static OwnCertificate Peer(DateTimeOffset now) => CertificateMaker.MakeSelfSigned(
        new CertificateSubject("a peer", "urn:acme:peer", ["peer.acme.local"]), RSA.Create(2048), RandomNumberGenerator.GetBytes(16), now.AddDays(-1), now.AddDays(89.5));

    private static async Task<HttpStatusCode> PostAsync(HttpClient browser, string path, string? pem = null)
    {
        using HttpResponseMessage answer = await browser.PostAsync(path, ConsoleRig.Json(pem is null ? "{}" : new JsonObject { ["pem"] = pem }.ToJsonString()), Stop);
        return answer.StatusCode;
    }
}
