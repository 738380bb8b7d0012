using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Console.Api;
using OtEdge.Host.Backup;
using OtEdge.Host.Commands;
using OtEdge.Host.Gateway;
using OtEdge.Tests.Commands;
using Xunit;

namespace OtEdge.Tests.Keeping;

/// <summary>A backup of a running gateway, brought back elsewhere by the commands that people use.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Passphrase = "a passphrase of some length";
    private readonly string folder = Directory.CreateTempSubdirectory("otb").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Config => Path.Combine(folder, "config");

    private string State => Path.Combine(folder, "state");

    [Fact]
    public async Task A_gateway_comes_back_with_its_modes_its_history_and_its_keys()
    {
        string archive = Path.Combine(folder, "edge.zip");
        await using (GatewayRuntime gateway = await StartAsync())
        {
            Answer<ChangeResult> moved = await gateway.ProposeAsync(
                new ProposalRequest { Conduit = "filling", Mode = "monitor", Reason = "see more", Yes = true }, Environment.UserName, Stop);
            Assert.True(moved.IsDone, moved.Refusal?.Detail);
            Assert.Equal("confirmed", moved.Value.State);
            CommandRun made = await RunAsync("backup", archive, "--state", State, "--passphrase-file", PassphraseFile());
            Assert.True(made.Code == ExitCode.Done, made.Error);
            Assert.Empty(gateway.Management.Backups.List().Value!);
        }

        string key = await File.ReadAllTextAsync(Path.Combine(State, "audit.key"), Stop);
        Directory.Move(State, Path.Combine(folder, "lost-state"));
        Directory.Move(Config, Path.Combine(folder, "lost-config"));
        CommandRun restored = await RunAsync("restore", archive, "--state", State, "--config", Config, "--passphrase-file", PassphraseFile());
        Assert.True(restored.Code == ExitCode.Done, restored.Error);

        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(State, "audit.key"), Stop));
        await using GatewayRuntime again = await StartAsync();
        Assert.Equal("monitor", again.Conduit("filling").Value!.Mode);
        Assert.Equal("see more", Assert.Single(again.Changes(null, 10).Value!).Reason);
        Assert.True(again.Audit.Proof().Value!.Ok);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(Path.Combine(State, "journal.db")));
        }
    }

    [Fact]
    public async Task Without_a_passphrase_no_secret_leaves_the_gateway()
    {
        string archive = Path.Combine(folder, "edge.zip");
        await using (await StartAsync())
        {
            await File.WriteAllTextAsync(Path.Combine(Config, "broker-password"), "hunter2hunter2", Stop);
            Directory.CreateDirectory(Path.Combine(State, "certs", "own", "private"));
            await File.WriteAllTextAsync(Path.Combine(State, "certs", "own", "private", "filling.pem"), "-----BEGIN PRIVATE KEY-----", Stop);
            Assert.Equal(ExitCode.Done, (await RunAsync("backup", archive, "--state", State)).Code);
        }

        using ZipArchive held = ZipFile.OpenRead(archive);
        foreach (ZipArchiveEntry entry in held.Entries)
        {
            using var content = new MemoryStream();
            using (Stream packed = entry.Open())
            {
                await packed.CopyToAsync(content, Stop);
            }

            Assert.True(content.ToArray().AsSpan().IndexOf("PRIVATE KEY"u8) < 0, entry.FullName);
            Assert.True(content.ToArray().AsSpan().IndexOf("hunter2"u8) < 0, entry.FullName);
        }

        Assert.Contains(held.Entries, entry => entry.FullName == "settings/otedge.yaml");
        Assert.DoesNotContain(held.Entries, entry => entry.FullName is "keys.sealed" or "state/audit.key" or "state/otedge.sock");
    }

    [Fact]
    public async Task Nothing_is_restored_over_a_gateway_that_runs()
    {
        string archive = Path.Combine(folder, "edge.zip");
        await using GatewayRuntime gateway = await StartAsync();
        Assert.Equal(ExitCode.Done, (await RunAsync("backup", archive, "--state", State)).Code);

        CommandRun restored = await RunAsync("restore", archive, "--state", State, "--config", Config);

        Assert.Equal(ExitCode.Refused, restored.Code);
        Assert.Contains("stop it first", restored.Error, StringComparison.Ordinal);
        Assert.Equal("observe", gateway.Conduit("filling").Value!.Mode);
    }

    [Fact]
    public async Task What_was_there_before_a_restore_is_moved_aside_whole()
    {
        string archive = Path.Combine(folder, "edge.zip");
        await using (await StartAsync())
        {
            Assert.Equal(ExitCode.Done, (await RunAsync("backup", archive, "--state", State)).Code);
        }

        await File.WriteAllTextAsync(Path.Combine(Config, "otedge.yaml"), "what: came after", Stop);
        CommandRun restored = await RunAsync("restore", archive, "--state", State, "--config", Config, "--output", "json");

        string aside = (string)JsonNode.Parse(restored.Output)!["aside"]!;
        Assert.Equal("what: came after", await File.ReadAllTextAsync(Path.Combine(aside, "settings", "otedge.yaml"), Stop));
        Assert.True(File.Exists(Path.Combine(aside, "state", "journal.db")));
        Assert.Equal(Settings, await File.ReadAllTextAsync(Path.Combine(Config, "otedge.yaml"), Stop));
    }

    [Theory]
    [InlineData("changed", "damaged or changed")]
    [InlineData("missing", "not those that its manifest lists")]
    [InlineData("added", "not those that its manifest lists")]
    [InlineData("elsewhere", "leads elsewhere")]
    [InlineData("larger", "larger than its manifest says")]
    [InlineData("newer", "of format 9")]
    [InlineData("cut", "not restored")]
    [InlineData("other", "no backup of OtEdge")]
    public async Task A_backup_that_is_not_as_it_was_made_is_refused_and_changes_nothing(string how, string why)
    {
        string archive = Path.Combine(folder, "edge.zip");
        await using (await StartAsync())
        {
            Assert.Equal(ExitCode.Done, (await RunAsync("backup", archive, "--state", State)).Code);
        }

        Spoil(archive, how);
        CommandRun verified = await RunAsync("restore", archive, "--verify");
        CommandRun restored = await RunAsync("restore", archive, "--state", State, "--config", Config);

        Assert.Equal(ExitCode.Found, verified.Code);
        Assert.Contains(why, verified.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Found, restored.Code);
        Assert.True(File.Exists(Path.Combine(State, "journal.db")));
        Assert.Equal(Settings, await File.ReadAllTextAsync(Path.Combine(Config, "otedge.yaml"), Stop));
        Assert.False(File.Exists(Path.Combine(folder, "outside.yaml")));
        Assert.Empty(Directory.GetDirectories(State, "before-restore-*"));
    }

    [Fact]
    public async Task Keys_open_to_their_passphrase_alone()
    {
        string archive = Path.Combine(folder, "edge.zip");
        await using (await StartAsync())
        {
            Assert.Equal(ExitCode.Done, (await RunAsync("backup", archive, "--state", State, "--passphrase-file", PassphraseFile())).Code);
        }

        CommandRun wrong = await RunAsync("restore", archive, "--verify", "--passphrase-file", PassphraseFile("quite another passphrase"));
        Assert.Equal(ExitCode.Found, wrong.Code);
        Assert.Contains("passphrase does not fit", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync("restore", archive, "--verify")).Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private const string Settings = """
        site: leipzig
        governance: solo
        zones: { supervision: {}, filling: {} }
        conduits:
          filling: { from: supervision, to: filling, protocol: modbus-tcp, listen: "127.0.0.1:0", device: "127.0.0.1:1", policy: filling }
        """;

    private const string Policy = """
        policy: filling
        protocol: modbus-tcp
        rules:
          - id: reads
            allow: [read]
        """;

    private static void Spoil(string archive, string how)
    {
        if (how is "cut" or "other")
        {
            byte[] bytes = File.ReadAllBytes(archive);
            File.WriteAllBytes(archive, how == "cut" ? bytes[..(bytes.Length / 2)] : []);
            if (how == "other")
            {
                using ZipArchive empty = ZipFile.Open(archive, ZipArchiveMode.Update);
                Put(empty, "readme.txt", "hello");
            }

            return;
        }

        using ZipArchive held = ZipFile.Open(archive, ZipArchiveMode.Update);
        const string Victim = "settings/otedge.yaml";
        switch (how)
        {
            case "changed":
                string text = Settings.Replace("leipzig", "dresden", StringComparison.Ordinal);
                held.GetEntry(Victim)!.Delete();
                Put(held, Victim, text);
                break;
            case "larger":
                held.GetEntry(Victim)!.Delete();
                Put(held, Victim, new string(' ', 1_000_000));
                break;
            case "missing":
                held.GetEntry(Victim)!.Delete();
                break;
            case "added":
                Put(held, "settings/policies/more.yaml", "policy: more");
                break;
            default:
                JsonNode manifest = ReadManifest(held);
                if (how == "newer")
                {
                    manifest["format"] = 9;
                }
                else
                {
                    JsonNode entry = manifest["files"]!.AsArray().Single(one => (string?)one!["path"] == Victim)!;
                    entry["path"] = "settings/../../outside.yaml";
                    held.GetEntry(Victim)!.Delete();
                    Put(held, "settings/../../outside.yaml", Settings);
                }

                held.GetEntry(BackupManifest.FileName)!.Delete();
                Put(held, BackupManifest.FileName, manifest.ToJsonString());
                break;
        }
    }

    private static JsonNode ReadManifest(ZipArchive held)
    {
        using Stream content = held.GetEntry(BackupManifest.FileName)!.Open();
        return JsonNode.Parse(content)!;
    }

    private static void Put(ZipArchive archive, string path, string text)
    {
        using Stream content = archive.CreateEntry(path).Open();
        content.Write(Encoding.UTF8.GetBytes(text));
    }

    private string PassphraseFile(string passphrase = Passphrase)
    {
        string file = Path.Combine(folder, $"{Guid.NewGuid():N}");
        File.WriteAllText(file, passphrase + "\n");
        return file;
    }

    private async Task<GatewayRuntime> StartAsync()
    {
        Directory.CreateDirectory(Path.Combine(Config, "policies"));
        if (!File.Exists(Path.Combine(Config, "otedge.yaml")))
        {
            await File.WriteAllTextAsync(Path.Combine(Config, "otedge.yaml"), Settings, Stop);
            await File.WriteAllTextAsync(Path.Combine(Config, "policies", "filling.yaml"), Policy, Stop);
        }

        GatewayStart start = await GatewayRuntime.StartAsync(
            new GatewayOptions { SettingsDirectory = Config, StateDirectory = State }, TimeProvider.System, NullLoggerFactory.Instance, Stop);
        Assert.True(start.Gateway is not null, string.Join('\n', start.Problems));
        return start.Gateway;
    }

    private static async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        Surroundings here = CommandRun.Surroundings(new FakeApi(), output, error) with { Connect = OtEdge.Host.Commands.Remote.LocalSocket.Handler };
        ExitCode code = await new CommandLine(here).RunAsync(arguments, Stop);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
