using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>The server's work on an OpenSecureChannel request: judge the certificate, decrypt, verify, issue a token, sign, encrypt.</summary>
internal sealed class OpenAnswer(
    ServerChannelOptions options, byte[] chunk, SecurityPolicy policy, OpenAnswer.Standing standing, DateTimeOffset utc) : ChannelWork
{
    private PeerCertificate? opened;

    /// <summary>The policy that the client asks for.</summary>
    public SecurityPolicy Policy => policy;

    /// <summary>The mode that the client asks for.</summary>
    public MessageSecurityMode Mode { get; private set; }

    /// <summary>The numbers of the request.</summary>
    public SequenceHeader Request { get; private set; }

    /// <summary>The token that was issued.</summary>
    public ChannelToken? Token { get; private set; }

    /// <summary>The channel that is renewed; null: a new one.</summary>
    public Channel? Renewed { get; init; }

    /// <inheritdoc/>
    public override void Run()
    {
        if (!policy.IsSecure)
        {
            Read(null);
            return;
        }

        AsymmetricHeader.TryRead(chunk, out var header);
        opened = PeerCertificate.Open(header.SenderCertificate);
        if (opened is null)
        {
            Fail(StatusCodes.BadSecurityChecksFailed, "expected the client's certificate with an RSA key");
        }
        else if (opened.Certificate.IsSame(options.Own!.Certificate))
        {
            Fail(StatusCodes.BadSecurityChecksFailed, "the client shows this server's own certificate");
        }
        else if (Renewed is { } channel)
        {
            // A renewal is the same client's: who it is was settled when the channel was opened.
            if (channel.Client is { } client && client.Certificate.IsSame(opened.Certificate))
            {
                Read(opened);
            }
            else
            {
                Fail(StatusCodes.BadSecurityChecksFailed, "the channel is renewed with another certificate");
            }
        }
        else if (options.Check(opened.Chain, utc) is { } flaw)
        {
            Fail(StatusCodes.BadSecurityChecksFailed, $"the client's certificate {flaw.Certificate.ThumbprintText}: {flaw.Message}");
        }
        else
        {
            Read(opened);
        }
    }

    /// <summary>Gives the client's certificate away.</summary>
    public PeerCertificate? TakeClient()
    {
        var taken = opened;
        opened = null;
        return taken;
    }

    /// <summary>Lets go of what is not used.</summary>
    public void Discard(bool keepToken = false)
    {
        opened?.Dispose();
        if (!keepToken)
        {
            Token?.Dispose();
        }
    }

    private void Read(PeerCertificate? client)
    {
        if (!AsymmetricChunk.TryRead(chunk, policy, options.Own?.Key, client?.Key, out var inside))
        {
            Fail(StatusCodes.BadSecurityChecksFailed, "the OPN chunk cannot be decrypted, or is not signed by its sender");
            return;
        }

        Request = inside.Sequence;
        var fault = ServiceRequest.TryRead(inside.Body.Span, out var request);
        if (fault.IsNone && request.Service != ServiceType.OpenSecureChannel)
        {
            fault = new WireFault(WireFaultKind.ServiceType, (long)ServiceType.OpenSecureChannel, request.TypeId);
        }

        if (!fault.IsNone)
        {
            Fail(fault.StatusCode, fault.ToString());
            return;
        }

        fault = OpenChannelRequest.TryRead(request, out var asked);
        if (!fault.IsNone)
        {
            Fail(fault.StatusCode, fault.ToString());
            return;
        }

        Mode = (MessageSecurityMode)asked.SecurityMode;
        if (Refusal(asked) is { } refusal)
        {
            Fail(refusal.Status, refusal.Reason);
            return;
        }

        Answer(request.Header.Handle, asked, client);
    }

    private (uint Status, string Reason)? Refusal(in OpenChannelRequest asked)
    {
        if (asked.IsRenewal != Renewed is not null)
        {
            return (ChannelStatusCodes.BadRequestTypeInvalid, "expected a new channel to be opened, and an open one to be renewed");
        }

        if (!policy.Has(Mode) || !options.Modes.Contains(Mode) || (Renewed is { } channel && channel.Mode != Mode))
        {
            return (StatusCodes.BadSecurityModeRejected, $"the security mode {Mode} is not offered with {policy}");
        }

        return policy.IsSecure && asked.ClientNonce.Length != policy.NonceBytes
            ? (StatusCodes.BadNonceInvalid, $"expected a nonce of {policy.NonceBytes} bytes, got {asked.ClientNonce.Length}")
            : null;
    }

    private void Answer(uint handle, in OpenChannelRequest asked, PeerCertificate? client)
    {
        byte[] nonce = new byte[policy.NonceBytes];
        options.Random(nonce);
        var terms = new TokenTerms(standing.TokenId, LifetimeOf(asked.LifetimeMilliseconds));
        Token = ChannelToken.Derive(terms, policy, Mode, ownNonce: nonce, peerNonce: policy.IsSecure ? asked.ClientNonce : []);
        var body = new UaWriter();
        body.StandardNodeId(ServiceTypes.ResponseOf(ServiceType.OpenSecureChannel));
        ResponseHeader.Write(body, UaTime.Of(utc), handle, StatusCodes.Good);
        body.UInt32(0);
        body.UInt32(standing.ChannelId);
        body.UInt32(terms.Id);
        body.Int64(UaTime.Of(utc));
        body.UInt32((uint)terms.Lifetime.TotalMilliseconds);
        if (policy.IsSecure)
        {
            body.String(nonce);
        }
        else
        {
            body.Null();
        }

        Chunk = AsymmetricChunk.Write(
            new AsymmetricTerms(standing.ChannelId, policy, options.Own, client), new SequenceHeader(standing.Number, Request.RequestId), body.Written);
    }

    private TimeSpan LifetimeOf(uint askedMilliseconds)
    {
        var asked = askedMilliseconds == 0 ? options.LifetimeMax : TimeSpan.FromMilliseconds(askedMilliseconds);
        return asked < options.LifetimeMin ? options.LifetimeMin : asked > options.LifetimeMax ? options.LifetimeMax : asked;
    }

    /// <summary>What the channel has set aside for the answer.</summary>
    internal readonly record struct Standing(uint ChannelId, uint TokenId, uint Number);

    /// <summary>What must stay as it is when a channel is renewed.</summary>
    internal sealed record Channel(MessageSecurityMode Mode, PeerCertificate? Client);
}
