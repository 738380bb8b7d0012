using System.Text.Json;
using OtEdge.Conduits.Replaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Host.Commands;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.Testing.Mutation;
using OtEdge.Tests.Commands;
using OtEdge.Tests.Conduits.OpcUa;
using OtEdge.Tests.OpcUa;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class EncryptedReplayTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Namespaces = [NamespaceTable.BaseUri, "urn:server", NodePolicy.Uri];
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules;
    private static readonly string[] Sides = ["client", "server"];
    private readonly string folder = Directory.CreateTempSubdirectory("ote-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(8192)]
    [InlineData(160)]
    public void What_is_encrypted_is_judged_like_what_is_clear_also_across_renewals(int chunkBytes)
    {
        using SecuredTalk talk = Talk(chunkBytes);

        (ReplayTotals totals, ReplayReport report) = Replay(talk.Pcap, talk.Log);

        Assert.Equal((6, 6, 5, 5), (totals.Requests, totals.Decrypted, totals.Responses, totals.Pairs));
        Assert.Equal((0, 0, 0, 0), (totals.NotReadable, totals.Faults, totals.TokensWithoutKeys, totals.TokensWithWrongKeys));
        Assert.Equal($"nsu={NodePolicy.Uri};s=Secret", Assert.Single(report.Flows).Node!.Node);
    }

    [Fact]
    public void What_is_only_signed_needs_no_keys()
    {
        using var talk = new SecuredTalk(MessageSecurityMode.Sign);
        talk.WithSession(Namespaces);

        ReplayTotals totals = Replay(talk.Pcap, null).Totals;

        Assert.Equal((3, 3, 0, 0), (totals.Requests, totals.Pairs, totals.NotReadable, totals.Decrypted));
    }

    [Fact]
    public void Keys_that_are_lacking_or_wrong_leave_their_tokens_unread_and_are_counted()
    {
        using SecuredTalk talk = Talk(8192);
        using SecuredTalk other = Talk(8192);

        ReplayTotals without = Replay(talk.Pcap, null).Totals;
        ReplayTotals lacking = Replay(talk.Pcap, [.. talk.Log.Where(line => !line.Contains("_2:", StringComparison.Ordinal))]).Totals;
        ReplayTotals wrong = Replay(talk.Pcap, other.Log).Totals;
        ReplayTotals right = Replay(talk.Pcap, [.. talk.Log, .. other.Log]).Totals;

        Assert.Equal((6, 6, 0, 0), (without.Requests, without.NotReadable, without.Decrypted, without.TokensWithoutKeys));
        Assert.Equal((6, 2, 4, 2), (lacking.Requests, lacking.NotReadable, lacking.Decrypted, lacking.TokensWithoutKeys));
        Assert.Equal((6, 6, 0, 4), (wrong.Requests, wrong.NotReadable, wrong.Decrypted, wrong.TokensWithWrongKeys));
        Assert.Equal((6, 0, 6, 0), (right.Requests, right.NotReadable, right.Decrypted, right.TokensWithWrongKeys));
    }

    [Theory]
    [InlineData("prosys_basic256sha256", 53530)]
    [InlineData("unified_cpp_basic256sha256", 48010)]
    public void Recordings_of_commercial_servers_are_read_whole(string name, ushort port)
    {
        string path = Path.Combine(SharedOpcUa.Folder(), "open62541_replay", name);
        using var document = JsonDocument.Parse(File.ReadAllText($"{path}.decrypted.json"));
        List<string> log = [];
        int requests = 0, responses = 0;
        foreach (JsonElement channel in document.RootElement.EnumerateArray())
        {
            (uint id, uint token) = (channel.GetProperty("channelId").GetUInt32(), channel.GetProperty("tokenId").GetUInt32());
            log.AddRange(Lines("client", id, token, channel.GetProperty("clientKeys")));
            log.AddRange(Lines("server", id, token, channel.GetProperty("serverKeys")));
            string[] whole =
            [
                .. channel.GetProperty("chunks").EnumerateArray()
                    .Where(chunk => chunk.GetProperty("wire").GetString()!.StartsWith("4d534746", StringComparison.Ordinal))
                    .Select(chunk => chunk.GetProperty("dir").GetString()!),
            ];
            requests += whole.Count(side => side == "C");
            responses += whole.Count(side => side == "S");
        }

        ReplayTotals totals = Replay(File.ReadAllBytes($"{path}.pcap"), log, port).Totals;

        Assert.Equal((requests, 0, 0, 0), (totals.Decrypted, totals.NotReadable, totals.Faults, totals.MalformedRequests));
        Assert.Equal(totals.Responses, totals.Pairs);
        Assert.True(requests > 0 && totals.Responses >= responses, $"{totals}");
    }

    [Theory]
    [InlineData("node_node_Basic256Sha256_SignAndEncrypt")]
    [InlineData("node_node_Aes128_Sha256_RsaOaep_SignAndEncrypt")]
    [InlineData("node_node_Aes256_Sha256_RsaPss_SignAndEncrypt")]
    [InlineData("asyncua_node_rsa_all")]
    public async Task A_policy_made_from_an_encrypted_recording_refuses_nothing_of_it(string name)
    {
        string capture = Path.Combine(SharedOpcUa.Folder(), "recorded", $"{name}.pcap");
        string keys = Path.Combine(folder, "recorded.keys");
        File.WriteAllLines(keys, Recorded(name));
        string[] from = ["--pcap", capture, "--port", "48010", "--keys", keys, "--output", "json", "--config", folder];

        CommandRun suggestion = await CommandRun.Of(["suggest", "line-ua", "--writes-min", "1", .. from]);
        string policy = Path.Combine(folder, "line-ua.yaml");
        File.WriteAllText(policy, suggestion.Json.GetProperty("text").GetString());
        CommandRun replay = await CommandRun.Of(["replay", "line-ua", "--policy", policy, .. from]);

        Assert.True(replay.Code == ExitCode.Done, replay.Output + replay.Error);
        JsonElement read = replay.Json.GetProperty("capture");
        Assert.Equal((0, 0, 0), (read.GetProperty("not_readable").GetInt64(), read.GetProperty("faults").GetInt64(), read.GetProperty("malformed_requests").GetInt64()));
        Assert.True(read.GetProperty("decrypted").GetInt64() >= 20, $"{read}");
        Assert.Contains("were read with the keys of", replay.Json.GetProperty("notes").ToString(), StringComparison.Ordinal);
        if (name.StartsWith("node", StringComparison.Ordinal))
        {
            Assert.Contains("SetPoint", suggestion.Json.GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_of_another_capture_are_said_to_be_so()
    {
        using SecuredTalk talk = Talk(8192);
        using SecuredTalk other = Talk(8192);
        string policy = Write("tight.yaml", "policy: tight\nprotocol: opc-ua\nrules: [{ id: none, allow: [browse] }]\n");
        string capture = Path.Combine(folder, "talk.pcap");
        File.WriteAllBytes(capture, talk.Pcap);

        CommandRun wrong = await CommandRun.Of(
            "replay", "line-ua", "--policy", policy, "--pcap", capture, "--keys", Write("other.keys", string.Join('\n', other.Log)), "--config", folder);
        CommandRun right = await CommandRun.Of(
            "replay", "line-ua", "--policy", policy, "--pcap", capture, "--keys", Write("own.keys", string.Join('\n', talk.Log)), "--config", folder);

        Assert.Equal(ExitCode.Done, wrong.Code);
        string said = string.Join(' ', wrong.Output.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("6 requests are encrypted (SignAndEncrypt): not readable in a capture, and not judged.", said, StringComparison.Ordinal);
        Assert.Contains("do not fit 4 directions of security tokens", said, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, right.Code);
    }

    [Theory]
    [InlineData("line-ua", "opc-ua", "CLIENT_RANDOM 00 00", "holds no keys")]
    [InlineData("line-ua", "opc-ua", null, "cannot be read")]
    [InlineData("line", "modbus-tcp", "client_siglen_1_1: 32", "--keys is for captures of OPC UA")]
    public async Task A_key_log_that_is_none_ends_with_2(string conduit, string protocol, string? keys, string problem)
    {
        string policy = Write("none.yaml", $"policy: none\nprotocol: {protocol}\nrules: []\n");
        string file = keys is null ? Path.Combine(folder, "nowhere.keys") : Write("bad.keys", keys);

        CommandRun run = await CommandRun.Of("replay", conduit, "--policy", policy, "--pcap", policy, "--keys", file, "--config", folder);

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_without_a_capture_are_refused()
    {
        CommandRun run = await CommandRun.Of("replay", "line-ua", "--policy", "x.yaml", "--keys", "x.keys", "--config", folder);

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Contains("--keys belongs to a capture", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_with_keys_stands_mutated_captures()
    {
        using SecuredTalk talk = Talk(160);
        int mutations = SeededRun.Mutations / 20;
        output.WriteLine($"{mutations} mutations, OTEDGE_SEED={SeededRun.Seed}");
        var mutator = new Mutator(unchecked(SeededRun.Seed + 23), [talk.Pcap]);
        long decrypted = 0;
        for (int i = 0; i < mutations; i++)
        {
            byte[] bytes = mutator.Next();
            try
            {
                decrypted += Replay(bytes, talk.Log).Totals.Decrypted;
            }
            catch (Exception failure)
            {
                Assert.Fail(SeededRun.Again($"{Convert.ToHexString(bytes)}: {failure}"));
            }
        }

        Assert.True(decrypted > mutations / 10, $"only {decrypted} requests were read in mutated bytes");
    }

    private static SecuredTalk Talk(int chunkBytes)
    {
        SecuredTalk talk = new SecuredTalk(MessageSecurityMode.SignAndEncrypt) { ChunkBytesMax = chunkBytes }.WithSession(Namespaces);
        talk.Ask(104, Messages.Read(2, "s=Open1"));
        talk.Answer(104, Messages.ReadAnswer(1));
        talk.Renew();
        talk.Ask(105, Messages.Read(2, [.. Enumerable.Range(0, 30).Select(i => $"s=Open{i}"), "s=Secret"]));
        talk.Answer(105, Messages.ReadAnswer(31));
        talk.Ask(106, Messages.Read(2, "s=Open1"));
        return talk;
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static IEnumerable<string> Recorded(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedOpcUa.Folder(), "recorded", $"{name}.keys.json")));
        return
        [
            .. document.RootElement.GetProperty("channels").EnumerateArray().SelectMany(channel => channel.GetProperty("tokens").EnumerateObject())
                .Where(token => token.Value.GetProperty("mode").GetInt32() == (int)MessageSecurityMode.SignAndEncrypt)
                .SelectMany(token => Sides.SelectMany(side =>
                    Lines(side, token.Value.GetProperty("channelId").GetUInt32(), uint.Parse(token.Name), token.Value.GetProperty(side)))),
        ];
    }

    private static string[] Lines(string side, uint channel, uint token, JsonElement keys) =>
    [
        $"{side}_iv_{channel}_{token}: {keys.GetProperty("iv").GetString()}",
        $"{side}_key_{channel}_{token}: {keys.GetProperty("enc").GetString()}",
        $"{side}_siglen_{channel}_{token}: 32",
    ];

    private static (ReplayTotals Totals, ReplayReport Report) Replay(byte[] bytes, IEnumerable<string>? log, ushort port = 4840)
    {
        var replayer = new Replayer(Rules);
        using KeyLog? keys = log is null ? null : KeyLog.Read(log);
        using var capture = new MemoryStream(bytes);
        var options = new OpcUaReplayOptions { DevicePort = port, Keys = keys };
        options = options with { Namespaces = OpcUaReplay.ReadNamespaces(capture, options) };
        capture.Position = 0;
        ReplayTotals totals = OpcUaReplay.Run(capture, options, replayer, new NodePaths());
        return (totals, replayer.Finish());
    }
}
