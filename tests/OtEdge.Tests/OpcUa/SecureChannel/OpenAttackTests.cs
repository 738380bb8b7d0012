using System.Buffers.Binary;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>OpenSecureChannel as a weapon: what it may cost, and what its answer may tell.</summary>
public sealed class OpenAttackTests
{
    private static readonly SecurityPolicy Policy = SecurityPolicy.Basic256Sha256;
    private static readonly Moment Now = new(TimeSpan.FromHours(1), TestCertificates.Now);

    public static TheoryData<string, uint> Cheap { get; } = new()
    {
        { "a policy that nobody knows", StatusCodes.BadSecurityPolicyRejected },
        { "a withdrawn policy", StatusCodes.BadSecurityPolicyRejected },
        { "another server's certificate", StatusCodes.BadSecurityChecksFailed },
        { "17 blocks", StatusCodes.BadSecurityChecksFailed },
        { "a part of a block", StatusCodes.BadSecurityChecksFailed },
        { "no certificate", StatusCodes.BadSecurityChecksFailed },
        { "a certificate that is none", StatusCodes.BadSecurityChecksFailed },
        { "a chain of eleven certificates", StatusCodes.BadSecurityChecksFailed },
        { "a chain of a megabyte", StatusCodes.BadTcpMessageTooLarge },
        { "a certificate that nobody trusts", StatusCodes.BadSecurityChecksFailed },
        { "the server's own certificate", StatusCodes.BadSecurityChecksFailed },
    };

    [Theory]
    [MemberData(nameof(Cheap))]
    public void What_can_be_refused_without_the_private_key_costs_no_use_of_it(string what, uint status)
    {
        byte[] client = TestCertificates.Client.ChainBytes.ToArray();
        (string Uri, byte[] Chain, byte[] Thumbprint, int CipherBytes) open = (Policy.Uri, client, TestCertificates.Server.Certificate.Thumbprint.ToArray(), 512);
        switch (what)
        {
            case "a policy that nobody knows":
                open.Uri = "http://opcfoundation.org/UA/SecurityPolicy#Best";
                break;
            case "a withdrawn policy":
                open.Uri = SecurityPolicy.Withdrawn[0].Uri;
                break;
            case "another server's certificate":
                open.Thumbprint = new byte[20];
                break;
            case "17 blocks":
                open.CipherBytes = 17 * 256;
                break;
            case "a part of a block":
                open.CipherBytes = 300;
                break;
            case "no certificate":
                open.Chain = [];
                break;
            case "a certificate that is none":
                open.Chain = new byte[600];
                break;
            case "a chain of eleven certificates":
                open.Chain = [.. Enumerable.Repeat(client, 11).SelectMany(one => one)];
                break;
            case "a chain of a megabyte":
                open.Chain = new byte[1024 * 1024];
                break;
            case "the server's own certificate":
                open.Chain = TestCertificates.Server.ChainBytes.ToArray();
                break;
        }

        using var key = new CountingRsa(TestCertificates.Server.Key);
        bool isTrusted = what != "a certificate that nobody trusts";
        PeerCheck check = (chain, _) => isTrusted ? null : new CertificateFlaw(CertificateFlawKind.Untrusted, chain.Leaf, "nobody knows it");
        using ServerChannel server = Greeted(ChannelPair.Offer(new OwnCertificate(TestCertificates.Server.Certificate, key), check));
        Assert.Equal(status, Feed(server, Open(open.Uri, open.Chain, open.Thumbprint, new byte[open.CipherBytes])).StatusCode);
        Assert.Equal(0, key.Decrypted);
    }

    [Fact]
    public void Every_failure_behind_the_decryption_is_answered_by_the_same_bytes()
    {
        byte[] plain = Plain();
        var answers = new Dictionary<string, string>
        {
            ["encrypted for nobody"] = Answer(header => new byte[512]),
            ["nonsense that was encrypted rightly"] = Answer(header => Encrypted(new byte[400])),
            ["nothing at all"] = Answer(header => Encrypted([])),
            ["not signed"] = Answer(header => Encrypted([.. plain, .. new byte[256]])),
            ["signed for another header"] = Answer(header => Encrypted([.. plain, .. Signature([1, .. header[1..], .. plain])])),
            ["padding that does not match"] = Answer(header => Signed(header, [.. plain[..^2], 7, 3])),
            ["padding longer than the message"] = Answer(header => Signed(header, [.. plain[..^1], 0xFF])),
        };
        Assert.Single(answers.Values.Distinct());
        Assert.NotEqual(answers["not signed"], Answer(header => Signed(header, plain)));
    }

    private static ServerChannel Greeted(ServerChannelOptions options)
    {
        var server = new ServerChannel(options, 7);
        var hello = new UaWriter();
        TransportMessages.WriteHello(hello, ServerChannelOptions.DefaultTransport, "opc.tcp://plc:4840"u8);
        server.Receive(hello.Written, Now, out _);
        server.OutputTaken();
        return server;
    }

    private static ChannelEvent Feed(ServerChannel server, byte[] open)
    {
        ChannelEvent happened = server.Receive(open, Now, out _);
        if (happened.Kind == ChannelEventKind.Work)
        {
            happened.Work!.Run();
            happened = server.Complete(happened.Work, Now);
        }

        return happened;
    }

    // What the client is answered when it sends so many bytes behind the clear part of an OPN.
    private static string Answer(Func<byte[], byte[]> cipher)
    {
        using var key = new CountingRsa(TestCertificates.Server.Key);
        using ServerChannel server = Greeted(ChannelPair.Offer(new OwnCertificate(TestCertificates.Server.Certificate, key)));
        byte[] thumbprint = TestCertificates.Server.Certificate.Thumbprint.ToArray();
        byte[] client = TestCertificates.Client.ChainBytes.ToArray();
        byte[] header = Open(Policy.Uri, client, thumbprint, new byte[512])[..^512];
        Feed(server, [.. header, .. cipher(header)]);
        Assert.Equal(2, key.Decrypted);
        return Convert.ToHexString(server.Output);
    }

    private static byte[] Signed(byte[] header, byte[] plain) => Encrypted([.. plain, .. Signature([.. header, .. plain])]);

    private static byte[] Signature(byte[] signed)
    {
        byte[] signature = new byte[256];
        Policy.Rsa!.Sign(TestCertificates.Client.Key, signed, signature);
        return signature;
    }

    // Two blocks, whatever is in them.
    private static byte[] Encrypted(byte[] plain)
    {
        byte[] cipher = new byte[512];
        int block = Policy.Rsa!.PlainBlockBytes(TestCertificates.Server.Key);
        for (int i = 0; i < 2; i++)
        {
            byte[] part = plain[Math.Min(i * block, plain.Length)..Math.Min((i + 1) * block, plain.Length)];
            Policy.Rsa.Encrypt(TestCertificates.Server.Key, part.Length == 0 ? new byte[1] : part, cipher.AsSpan(256 * i, 256));
        }

        return cipher;
    }

    // Numbers, an OpenSecureChannel request, and padding so that with the signature it fills two blocks.
    private static byte[] Plain()
    {
        const int BlockBytes = 214;
        var body = new UaWriter();
        new SequenceHeader(1, 1).Write(body.Room(SequenceHeader.HeaderBytes));
        body.StandardNodeId((uint)ServiceType.OpenSecureChannel);
        OpenQuestion.WriteRequestHeader(body, TestCertificates.Now, 1);
        body.UInt32(0);
        body.UInt32(0);
        body.UInt32((uint)MessageSecurityMode.SignAndEncrypt);
        body.String(new byte[32]);
        body.UInt32(60_000);
        byte[] plain = new byte[(2 * BlockBytes) - 256];
        body.Written.CopyTo(plain);
        Padding.Fill(plain.AsSpan(body.Count), hasExtraByte: false);
        return plain;
    }

    private static byte[] Open(string uri, byte[] chain, byte[] thumbprint, byte[] cipher)
    {
        var writer = new UaWriter();
        writer.Raw("OPNF"u8);
        writer.UInt32(0);
        writer.UInt32(0);
        writer.String(uri);
        writer.String(chain);
        writer.String(thumbprint);
        writer.Raw(cipher);
        BinaryPrimitives.WriteInt32LittleEndian(writer.Editable[4..], writer.Count);
        return writer.Written.ToArray();
    }
}
