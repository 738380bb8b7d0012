using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using OtEdge.Host.Certificates;
using OtEdge.Host.Commands;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class CertificateCommandTests : IDisposable
{
    private readonly SampleSettings settings = new();

    public void Dispose() => settings.Dispose();

    [Fact]
    public async Task An_own_certificate_is_made_and_its_key_is_private()
    {
        var made = await JsonAsync("renew", "filling-opcua", "--application-uri", "urn:acme:filler", "--host", "filler.local", "--host", "10.1.2.3");
        Assert.Equal("urn:acme:filler", made.GetProperty("application_uri").GetString());
        Assert.Equal(["filler.local", "10.1.2.3"], made.GetProperty("hosts").EnumerateArray().Select(one => one.GetString()));
        Assert.Empty(made.GetProperty("flaws").EnumerateArray());
        string key = Path.Combine(settings.State, "certs", "own", "private", "filling-opcua.pem");
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(key) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var again = await JsonAsync("renew", "filling-opcua");
        Assert.NotEqual(made.GetProperty("thumbprint").GetString(), again.GetProperty("thumbprint").GetString());
        Assert.Equal("urn:acme:filler", again.GetProperty("application_uri").GetString());
        Assert.Equal(1, (await JsonAsync("list")).GetArrayLength());
    }

    [Fact]
    public async Task A_peer_that_was_turned_away_can_be_trusted_and_turned_away_again()
    {
        var peer = TestCertificates.Client.Certificate;
        var store = new CertificateStore(settings.State);
        store.Reject(peer);
        string start = peer.ThumbprintText[..8].ToLowerInvariant();
        await JsonAsync("trust", start);
        Assert.True(store.Trust().Trusts(peer));
        Assert.Empty(store.In(CertificatePlace.Rejected));
        await JsonAsync("reject", start);
        Assert.False(store.Trust().Trusts(peer));
        Assert.Single(store.In(CertificatePlace.Rejected));
        Assert.Equal(ExitCode.Wrong, (await RunAsync("reject", start)).Code);
    }

    [Fact]
    public async Task The_own_certificate_is_never_trusted_as_a_peers()
    {
        await JsonAsync("renew", "filling-opcua");
        var run = await RunAsync("trust", "filling-opcua");
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("own certificate", run.Error);
    }

    [Fact]
    public async Task An_authority_can_sign_an_own_key()
    {
        await JsonAsync("renew", "filling-opcua", "--application-uri", "urn:acme:filler");
        string pem = (await JsonAsync("csr", "filling-opcua")).GetProperty("pem").GetString()!;
        var request = CertificateRequest.LoadSigningRequestPem(
            pem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        using var authorityKey = RSA.Create(2048);
        var made = request.Create(
            new X500DistinguishedName("CN=plant-ca"),
            X509SignatureGenerator.CreateForRSA(authorityKey, RSASignaturePadding.Pkcs1),
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddYears(1),
            [1]);
        string file = Path.Combine(settings.State, "signed.crt");
        await File.WriteAllTextAsync(file, made.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var taken = await JsonAsync("renew", "filling-opcua", "--signed", file);
        Assert.Equal("CN=plant-ca", taken.GetProperty("issuer").GetString());
        Assert.Equal("urn:acme:filler", taken.GetProperty("application_uri").GetString());
        await JsonAsync("renew", "other");
        Assert.Equal(ExitCode.Wrong, (await RunAsync("renew", "other", "--signed", file)).Code);
    }

    [Fact]
    public async Task A_user_is_trusted_apart_from_applications()
    {
        var store = new CertificateStore(settings.State);
        store.TurnAway(TestCertificates.Client.Certificate);
        string start = TestCertificates.Client.Certificate.ThumbprintText[..8];
        Assert.Equal("users", (await JsonAsync("trust", "--user", start)).GetProperty("place").GetString());
        Assert.True(store.TrustOfUsers().Trusts(TestCertificates.Client.Certificate));
        Assert.False(store.Trust().Trusts(TestCertificates.Client.Certificate));
        await JsonAsync("reject", start);
        Assert.False(store.TrustOfUsers().Trusts(TestCertificates.Client.Certificate));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("UPPER")]
    public async Task A_name_is_never_a_path(string name) => Assert.Equal(ExitCode.Wrong, (await RunAsync("renew", name)).Code);

    [Fact]
    public void Those_turned_away_are_bounded_and_named_by_thumbprint()
    {
        var store = new CertificateStore(settings.State);
        store.Reject(TestCertificates.Client.Certificate);
        string directory = Path.Combine(settings.State, "certs", "rejected", "certs");
        for (int i = 0; i < CertificateStore.RejectedMax + 5; i++)
        {
            string path = Path.Combine(directory, $"old-{i}.der");
            File.WriteAllBytes(path, [1]);
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        }

        string kept = store.Reject(TestCertificates.Server.Certificate);
        Assert.Equal(TestCertificates.Server.Certificate.ThumbprintText + ".der", Path.GetFileName(kept));
        Assert.Equal(CertificateStore.RejectedMax, Directory.GetFiles(directory).Length);
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public async Task Export_writes_the_certificate_and_never_the_key()
    {
        await JsonAsync("renew", "filling-opcua");
        var run = await RunAsync("export", "filling-opcua");
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", run.Output);
        Assert.DoesNotContain("PRIVATE", run.Output);
        Assert.Contains("filling-opcua", (await RunAsync("show", "filling-opcua")).Output);
        Assert.Contains("own", (await RunAsync("list")).Output);
    }

    [Fact]
    public async Task Commissioning_says_what_is_left_to_do_on_each_side_and_refuses_what_does_not_terminate()
    {
        string site = Path.Combine(settings.Config, "otedge.yaml");
        const string OpcUa =
            """

              line-opcua:
                from: supervision
                to: filling
                protocol: opc-ua
                listen: 127.0.0.1:1
                device: opc.tcp://127.0.0.1:2
            """;
        await File.AppendAllTextAsync(site, OpcUa);
        var run = await RunAsync("commission", "line-opcua");
        Assert.True(run.Code == ExitCode.Found, run.Error);
        Assert.Equal(2, run.Output.Split("TO DO").Length - 1);
        Assert.Contains("start the gateway: otedge run", run.Output);
        run = await RunAsync("commission", "filling");
        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Contains("expected line-opcua", run.Error);
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--output", "json"]);
        Assert.True(run.Code == ExitCode.Done, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    // No gateway runs: the commands work on the files.
    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.With(
        new FakeApi { Fault = System.Net.Sockets.SocketError.ConnectionRefused }, ["certs", .. arguments, "--config", settings.Config, "--state", settings.State]);
}
