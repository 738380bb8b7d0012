using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>The client's work on an OpenSecureChannel response: decrypt, verify, derive keys.</summary>
internal sealed class OpenReading(
    ClientChannelOptions options, byte[] chunk, byte[] nonce, (uint ChannelId, uint RequestId) expected) : ChannelWork
{
    /// <summary>The numbers of the response.</summary>
    public SequenceHeader Numbers { get; private set; }

    /// <summary>The channel as the server numbers it.</summary>
    public uint ChannelId { get; private set; }

    /// <summary>The new token.</summary>
    public ChannelToken? Token { get; private set; }

    /// <inheritdoc/>
    public override void Run()
    {
        var fault = AsymmetricHeader.TryRead(chunk, out var header);
        if (!fault.IsNone)
        {
            Fail(fault.StatusCode, fault.ToString());
        }
        else if (!header.PolicyUri.SequenceEqual(options.Policy.UriBytes) || !IsFromServer(header)
            || !AsymmetricChunk.TryRead(chunk, options.Policy, options.Own?.Key, options.Server?.Key, out var inside))
        {
            Fail(StatusCodes.BadSecurityChecksFailed, "the server's OPN chunk does not come from the holder of its certificate");
        }
        else
        {
            Numbers = inside.Sequence;
            Read(inside.Body.Span);
        }
    }

    private bool IsFromServer(in AsymmetricHeader header) => !options.Policy.IsSecure
        || (header.SenderCertificate.StartsWith(options.Server!.Certificate.Der.Span)
            && header.ReceiverThumbprint.SequenceEqual(options.Own!.Certificate.Thumbprint.Span));

    private void Read(ReadOnlySpan<byte> body)
    {
        var fault = ServiceResponse.TryRead(body, out var response);
        if (!fault.IsNone)
        {
            Fail(fault.StatusCode, fault.ToString());
            return;
        }

        if (StatusCodes.IsBad(response.Header.ServiceResult))
        {
            Fail(response.Header.ServiceResult, $"the server answers 0x{response.Header.ServiceResult:X8}");
            return;
        }

        var reader = new UaReader(response.Parameters);
        reader.UInt32();
        ChannelId = reader.UInt32();
        uint tokenId = reader.UInt32();
        reader.Int64();
        uint lifetimeMilliseconds = reader.UInt32();
        var serverNonce = reader.ByteString();
        if (reader.HasFailed || response.TypeId != ServiceTypes.ResponseOf(ServiceType.OpenSecureChannel)
            || Numbers.RequestId != expected.RequestId || lifetimeMilliseconds == 0
            || ChannelId == 0 || (expected.ChannelId != 0 && ChannelId != expected.ChannelId))
        {
            Fail(StatusCodes.BadUnknownResponse, "expected the response to OpenSecureChannel");
        }
        else if (options.Policy.IsSecure && serverNonce.Length != options.Policy.NonceBytes)
        {
            Fail(StatusCodes.BadNonceInvalid, $"expected a nonce of {options.Policy.NonceBytes} bytes, got {serverNonce.Length}");
        }
        else
        {
            var terms = new TokenTerms(tokenId, TimeSpan.FromMilliseconds(lifetimeMilliseconds));
            Token = ChannelToken.Derive(
                terms, options.Policy, options.Mode, ownNonce: nonce, peerNonce: options.Policy.IsSecure ? serverNonce : []);
        }
    }
}
