using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>The server's end of a secure channel: answers HEL and OPN, takes messages in and sends messages out.</summary>
public sealed class ServerChannel : ChannelEnd
{
    private readonly ServerChannelOptions options;
    private readonly uint channelId;
    private uint lastTokenId;

    /// <summary>Makes the end for a client that has just connected.</summary>
    /// <param name="options">What the server offers.</param>
    /// <param name="channelId">Number of the channel, not 0; unlike that of any other channel of the server.</param>
    public ServerChannel(ServerChannelOptions options, uint channelId)
        : base((options ?? throw new ArgumentNullException(nameof(options))).Transport)
    {
        ArgumentOutOfRangeException.ThrowIfZero(channelId);
        this.options = options;
        this.channelId = channelId;
    }

    /// <summary>True once the client has said HEL.</summary>
    public bool HasGreeted { get; private set; }

    /// <summary>The URL that the client says it has dialled; empty before HEL.</summary>
    public string EndpointUrl { get; private set; } = "";

    /// <summary>The policy; null before the channel is open.</summary>
    public SecurityPolicy? Policy { get; private set; }

    /// <summary>The mode.</summary>
    public MessageSecurityMode Mode { get; private set; }

    /// <summary>The client's certificate; null without protection.</summary>
    public PeerCertificate? Client { get; private set; }

    private protected override ChannelEvent TakeOther(ChunkHeader header, ReadOnlySpan<byte> chunk, Moment now) => header.Type switch
    {
        MessageType.Hello when !HasGreeted => Greet(chunk),
        MessageType.OpenChannel when HasGreeted && header.Kind == ChunkKind.Final => TakeOpen(chunk, now),
        _ => Fail(new WireFault(WireFaultKind.UnexpectedMessage, -1, (long)header.Type)),
    };

    private protected override ChannelEvent Completed(ChannelWork done, Moment now)
    {
        var answer = (OpenAnswer)done;
        if (!TryTakeNumber(answer.Request.SequenceNumber))
        {
            answer.Discard();
            return Fail(new WireFault(WireFaultKind.SequenceNumber, -1, answer.Request.SequenceNumber));
        }

        bool isRenewal = ChannelId != 0;
        ChannelId = channelId;
        Policy = answer.Policy;
        Mode = answer.Mode;
        Client ??= answer.TakeClient();
        AddToken(answer.Token!, now, sendWithIt: !isRenewal);
        answer.Discard(keepToken: true);
        return ChannelEvent.Of(isRenewal ? ChannelEventKind.Renewed : ChannelEventKind.Opened);
    }

    private protected override void TellOfFault(uint status) => TransportMessages.WriteError(Outgoing, status, ReasonOf(status));

    private protected override void DisposeEnd() => Client?.Dispose();

    // Peers are told what they must know to mend it, and nothing of how security checks have failed.
    private static ReadOnlySpan<byte> ReasonOf(uint status) => status switch
    {
        StatusCodes.BadSecurityPolicyRejected => "the security policy is not offered"u8,
        StatusCodes.BadSecurityModeRejected => "the security mode is not offered"u8,
        StatusCodes.BadSecurityChecksFailed => "security checks failed"u8,
        StatusCodes.BadTcpMessageTooLarge => "the message is longer than the limit"u8,
        _ => default,
    };

    private ChannelEvent Greet(ReadOnlySpan<byte> chunk)
    {
        var fault = TransportMessages.ReadHello(chunk, out var client, out var endpointUrl);
        if (!fault.IsNone)
        {
            return Fail(fault);
        }

        HasGreeted = true;
        Peer = client;
        EndpointUrl = System.Text.Encoding.UTF8.GetString(endpointUrl);
        TransportMessages.WriteAcknowledge(Outgoing, Own with
        {
            ReceiveBytes = Math.Min(Own.ReceiveBytes, client.SendBytes),
            SendBytes = Math.Min(Own.SendBytes, client.ReceiveBytes),
        });
        return ChannelEvent.Of(ChannelEventKind.Progress);
    }

    // What can be refused without the private key is refused here, before it costs anything.
    private ChannelEvent TakeOpen(ReadOnlySpan<byte> chunk, Moment now)
    {
        var fault = AsymmetricHeader.TryRead(chunk, out var header);
        if (!fault.IsNone)
        {
            return Fail(fault);
        }

        if (header.ChannelId != ChannelId)
        {
            return Fail(new WireFault(WireFaultKind.ChannelId, ChannelId, header.ChannelId));
        }

        var policy = SecurityPolicy.Find(header.PolicyUri);
        if (policy is null || policy.IsWithdrawn || !options.Policies.Contains(policy) || (Policy is not null && Policy != policy))
        {
            return Fail(
                StatusCodes.BadSecurityPolicyRejected,
                $"the security policy '{policy?.Name ?? System.Text.Encoding.UTF8.GetString(header.PolicyUri)}' is not offered");
        }

        if (policy.IsSecure
            && (options.Own is not { } own
                || !header.ReceiverThumbprint.SequenceEqual(own.Certificate.Thumbprint.Span)
                || AsymmetricChunk.HasWrongBlocks(header, chunk.Length, own.Key)))
        {
            return Fail(StatusCodes.BadSecurityChecksFailed, "the OPN chunk is not encrypted for this server's certificate");
        }

        return Begin(new OpenAnswer(options, chunk.ToArray(), policy, new OpenAnswer.Standing(channelId, ++lastTokenId, NextNumber()), now.Utc)
        {
            Renewed = ChannelId == 0 ? null : new OpenAnswer.Channel(Mode, Client),
        });
    }
}
