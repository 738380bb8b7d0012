using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>Both ends of a channel against each other.</summary>
public sealed class ChannelPairTests
{
    public static TheoryData<string, MessageSecurityMode> Terms { get; } = new(
        SecurityPolicy.All.SelectMany(policy => Enum.GetValues<MessageSecurityMode>()
            .Where(policy.Has)
            .Select(mode => (policy.Name, mode))));

    [Theory]
    [MemberData(nameof(Terms))]
    public void Messages_of_every_size_pass_in_both_directions_and_across_renewals(string policy, MessageSecurityMode mode)
    {
        using var pair = Open(policy, mode);
        var random = new SeededRandom(SeededRun.Seed);
        uint id = 0;
        List<byte[]> sent = [];
        foreach (int bytes in (int[])[0, 1, 15, 16, 31, 32, 33, 4096, 65_000, 65_500, 70_000, 300_000])
        {
            byte[] message = new byte[bytes];
            for (int i = 0; i < bytes; i++)
            {
                message[i] = random.Byte();
            }

            sent.Add(message);
            Assert.True(pair.Client.TrySend(++id, message, pair.Now));
            Assert.True(pair.Server.TrySend(id, message, pair.Now));
            pair.Pump();
            if (bytes is 31 or 65_000)
            {
                pair.Elapsed = pair.Client.RenewAt;
                pair.Renew();
            }
        }

        Assert.Equal(sent, pair.AtServer.Select(one => one.Message));
        Assert.Equal(sent, pair.AtClient.Select(one => one.Message));
        Assert.Equal(Enumerable.Range(1, sent.Count).Select(one => (uint)one), pair.AtServer.Select(one => one.RequestId));
        Assert.Equal(2, pair.Events.Count(one => one == "C Renewed"));
        pair.Client.Close(pair.Now);
        pair.Pump();
        Assert.Equal("S Closed", pair.Events[^1]);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Keys_longer_than_2048_bits_work_on_either_side(bool longClient, bool longServer)
    {
        foreach (var policy in SecurityPolicy.All.Where(policy => policy.IsSecure))
        {
            var server = longServer ? TestCertificates.LongServer : TestCertificates.Server;
            using var pair = new ChannelPair(
                ChannelPair.Offer(server),
                ChannelPair.Ask(policy, MessageSecurityMode.SignAndEncrypt, longClient ? TestCertificates.LongClient : null, server));
            pair.Pump();
            Assert.Equal(["S Opened", "C Opened"], pair.Events);
        }
    }

    [Fact]
    public void What_is_sent_while_a_renewal_is_worked_on_waits_behind_it()
    {
        using var pair = Open("Basic256Sha256", MessageSecurityMode.SignAndEncrypt);
        var asked = pair.Client.Renew(pair.Now);
        Assert.True(pair.Client.TrySend(5, "meanwhile"u8, pair.Now));
        Assert.Equal(0, pair.Client.Output.Length);
        asked.Work!.Run();
        pair.Client.Complete(asked.Work, pair.Now);
        pair.Pump();
        Assert.Equal("meanwhile"u8.ToArray(), Assert.Single(pair.AtServer).Message);
        Assert.Equal(["S Opened", "C Opened", "S Renewed", "S Message", "C Renewed"], pair.Events);
    }

    [Fact]
    public void The_server_goes_on_with_the_old_token_until_the_client_has_used_the_new_one()
    {
        using var pair = Open("Aes128_Sha256_RsaOaep", MessageSecurityMode.Sign);
        pair.Renew();
        Assert.True(pair.Server.TrySend(1, "x"u8, pair.Now));
        Assert.Equal(1u, SymmetricHeader.Of(pair.Server.Output).TokenId);
        pair.Pump();
        Assert.True(pair.Client.TrySend(2, "y"u8, pair.Now));
        Assert.Equal(2u, SymmetricHeader.Of(pair.Client.Output).TokenId);
        pair.Pump();
        Assert.True(pair.Server.TrySend(2, "z"u8, pair.Now));
        Assert.Equal(2u, SymmetricHeader.Of(pair.Server.Output).TokenId);
        pair.Pump();
        Assert.Equal(2, pair.AtClient.Count);
    }

    [Theory]
    [InlineData(74, true)]
    [InlineData(76, false)]
    public void A_token_is_accepted_until_a_quarter_beyond_its_life(int seconds, bool isAccepted)
    {
        using var pair = Open("Basic256Sha256", MessageSecurityMode.SignAndEncrypt);
        Assert.True(pair.Client.TrySend(1, "late"u8, pair.Now));
        pair.Elapsed += TimeSpan.FromSeconds(seconds);
        pair.Pump();
        Assert.Equal(isAccepted ? 1 : 0, pair.AtServer.Count);
        Assert.Equal(isAccepted ? 0 : ChannelStatusCodes.BadSecureChannelTokenUnknown, pair.Status);
    }

    [Fact]
    public void A_client_that_renews_without_end_loses_only_its_oldest_tokens()
    {
        using var pair = Open("Basic256Sha256", MessageSecurityMode.Sign);
        for (uint i = 1; i <= 20; i++)
        {
            pair.Renew();
            Assert.True(pair.Client.TrySend(i, "on"u8, pair.Now));
            pair.Pump();
        }

        Assert.Equal(20, pair.AtServer.Count);
    }

    [Fact]
    public void A_certificate_that_is_not_trusted_is_told_only_that_security_checks_failed()
    {
        var check = new PeerCheck((chain, _) => new CertificateFlaw(CertificateFlawKind.Untrusted, chain.Leaf, "nobody knows it"));
        using var pair = new ChannelPair(
            ChannelPair.Offer(check: check), ChannelPair.Ask(SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign));
        pair.Pump();
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, pair.Status);
        Assert.Contains("nobody knows it", pair.Reason);
        Assert.Equal(["S Faulted", "C Faulted"], pair.Events);
    }

    [Fact]
    public void The_servers_own_certificate_is_refused_as_a_clients()
    {
        using var pair = new ChannelPair(
            ChannelPair.Offer(),
            ChannelPair.Ask(SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign, TestCertificates.Server));
        pair.Pump();
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, pair.Status);
        Assert.Contains("own certificate", pair.Reason);
    }

    [Fact]
    public void A_policy_or_mode_that_is_not_offered_is_refused_by_name()
    {
        var offered = ChannelPair.Offer() with { Policies = [SecurityPolicy.Aes256Sha256RsaPss], Modes = [MessageSecurityMode.SignAndEncrypt] };
        using var policy = new ChannelPair(offered, ChannelPair.Ask(SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign));
        policy.Pump();
        Assert.Equal(StatusCodes.BadSecurityPolicyRejected, policy.Status);
        using var mode = new ChannelPair(offered, ChannelPair.Ask(SecurityPolicy.Aes256Sha256RsaPss, MessageSecurityMode.Sign));
        mode.Pump();
        Assert.Equal(StatusCodes.BadSecurityModeRejected, mode.Status);
    }

    [Fact]
    public void Withdrawn_policies_are_known_and_refused()
    {
        foreach (var policy in SecurityPolicy.Withdrawn)
        {
            Assert.Same(policy, SecurityPolicy.Find(policy.UriBytes));
            Assert.DoesNotContain(Enum.GetValues<MessageSecurityMode>(), policy.Has);
        }
    }

    [Theory]
    [MemberData(nameof(Terms))]
    public void A_changed_bit_of_a_secured_chunk_closes_the_channel(string policy, MessageSecurityMode mode)
    {
        if (mode == MessageSecurityMode.None)
        {
            return;
        }

        var random = new SeededRandom(SeededRun.Seed);
        for (int round = 0; round < 20; round++)
        {
            using var pair = Open(policy, mode);
            pair.Client.TrySend(1, new byte[100], pair.Now);
            pair.OnTheWay = bytes =>
            {
                if (bytes.Length > 0)
                {
                    int at = SymmetricHeader.EndBytes + random.Below(bytes.Length - SymmetricHeader.EndBytes);
                    bytes[at] ^= (byte)(1 << random.Below(8));
                }

                return bytes;
            };
            pair.Pump();
            Assert.True(pair.Status == StatusCodes.BadSecurityChecksFailed, SeededRun.Again($"{policy} {mode} round {round}"));
            Assert.Empty(pair.AtServer);
        }
    }

    [Fact]
    public void A_changed_bit_of_an_encrypted_OPN_answers_always_the_same()
    {
        var random = new SeededRandom(SeededRun.Seed);
        for (int round = 0; round < 30; round++)
        {
            using var pair = new ChannelPair(
                ChannelPair.Offer(), ChannelPair.Ask(SecurityPolicy.Aes256Sha256RsaPss, MessageSecurityMode.SignAndEncrypt));
            pair.OnTheWay = bytes =>
            {
                if (bytes.AsSpan().StartsWith("OPN"u8))
                {
                    AsymmetricHeader.TryRead(bytes, out var header);
                    bytes[header.EndBytes + random.Below(bytes.Length - header.EndBytes)] ^= (byte)(1 << random.Below(8));
                }

                return bytes;
            };
            pair.Pump();
            Assert.True(pair.Status == StatusCodes.BadSecurityChecksFailed, SeededRun.Again($"round {round}: {pair.Reason}"));
        }
    }

    [Theory]
    [InlineData("None", MessageSecurityMode.None)]
    [InlineData("Basic256Sha256", MessageSecurityMode.Sign)]
    public void A_repeated_chunk_is_refused_by_its_number(string policy, MessageSecurityMode mode)
    {
        using var pair = Open(policy, mode);
        pair.Client.TrySend(1, "write"u8, pair.Now);
        pair.OnTheWay = bytes => [.. bytes, .. bytes];
        pair.Pump();
        Assert.Single(pair.AtServer);
        Assert.Equal(StatusCodes.BadSequenceNumberInvalid, pair.Status);
    }

    [Fact]
    public void A_message_that_the_peer_would_not_take_is_not_sent_and_uses_up_no_number()
    {
        var small = ServerChannelOptions.DefaultTransport with { MessageBytesMax = 100_000, ChunksMax = 2 };
        using var pair = new ChannelPair(
            ChannelPair.Offer() with { Transport = small }, ChannelPair.Ask(SecurityPolicy.None, MessageSecurityMode.None));
        pair.Pump();
        Assert.False(pair.Client.TrySend(1, new byte[100_001], pair.Now));
        Assert.Equal(0, pair.Client.Output.Length);
        Assert.True(pair.Client.TrySend(2, new byte[100_000], pair.Now));
        pair.Pump();
        Assert.Equal(2u, Assert.Single(pair.AtServer).RequestId);
    }

    private static ChannelPair Open(string policy, MessageSecurityMode mode)
    {
        var pair = new ChannelPair(ChannelPair.Offer(), ChannelPair.Ask(SecurityPolicy.Find(policy)!, mode));
        pair.Pump();
        Assert.Equal(["S Opened", "C Opened"], pair.Events);
        return pair;
    }
}
