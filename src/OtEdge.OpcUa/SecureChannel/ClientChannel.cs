using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>The client's end of a secure channel: sends HEL and OPN, renews in time, takes messages in and sends messages out.</summary>
public sealed class ClientChannel : ChannelEnd
{
    // Requests of the channel itself count down from the end, far from those that callers number from 1.
    private uint lastOwnRequestId;
    private readonly ClientChannelOptions options;
    private bool isAcknowledged;
    private OpenQuestion? asked;

    /// <summary>Makes the end for a connection that is being made.</summary>
    public ClientChannel(ClientChannelOptions options)
        : base((options ?? throw new ArgumentNullException(nameof(options))).Transport)
    {
        if (!options.Policy.Has(options.Mode))
        {
            throw new ArgumentException($"the policy {options.Policy} has no mode {options.Mode}", nameof(options));
        }

        this.options = options;
    }

    /// <summary>When the channel wants to be renewed; never before it is open, or while it is being renewed.</summary>
    public TimeSpan RenewAt => asked is null && NewestToken is { } token ? token.RenewAt : TimeSpan.MaxValue;

    /// <summary>Greets the server: the first thing to be sent.</summary>
    /// <param name="endpointUrl">The URL that the server has asked for, which has made the connection itself; null: the one of the options.</param>
    public void Greet(string? endpointUrl = null) =>
        TransportMessages.WriteHello(Outgoing, Own, System.Text.Encoding.UTF8.GetBytes(endpointUrl ?? options.EndpointUrl));

    /// <summary>Asks for a new token, when <see cref="RenewAt"/> has come.</summary>
    /// <returns>Work to be run and completed.</returns>
    public ChannelEvent Renew(Moment now)
    {
        if (!IsOpen || IsPaused || asked is not null)
        {
            throw new InvalidOperationException("expected an open channel that is not being renewed");
        }

        return Ask(now);
    }

    /// <summary>Closes the channel in order; the server does not answer.</summary>
    public void Close(Moment now)
    {
        var body = new UaWriter();
        body.StandardNodeId((uint)ServiceType.CloseSecureChannel);
        OpenQuestion.WriteRequestHeader(body, now.Utc, 0);
        SendClose(NextRequestId(), body.Written, now);
        End(ChannelStatusCodes.BadSecureChannelClosed);
    }

    private protected override ChannelEvent TakeOther(ChunkHeader header, ReadOnlySpan<byte> chunk, Moment now)
    {
        switch (header.Type)
        {
            case MessageType.Acknowledge when !isAcknowledged:
                var fault = TransportMessages.ReadAcknowledge(chunk, out var server);
                if (!fault.IsNone)
                {
                    return Fail(fault);
                }

                isAcknowledged = true;
                Peer = server;
                return Ask(now);
            case MessageType.OpenChannel when asked is { } question && header.Kind == ChunkKind.Final:
                return Begin(new OpenReading(options, chunk.ToArray(), question.Nonce, (ChannelId, question.RequestId)));
            case MessageType.Error:
                TransportMessages.ReadError(chunk, out uint status, out var reason);
                End(status);
                return ChannelEvent.Faulted(status, $"the server says: {System.Text.Encoding.UTF8.GetString(reason)}");
            default:
                return Fail(new WireFault(WireFaultKind.UnexpectedMessage, -1, (long)header.Type));
        }
    }

    private protected override ChannelEvent Completed(ChannelWork done, Moment now)
    {
        if (done is OpenQuestion question)
        {
            asked = question;
            return ChannelEvent.Of(ChannelEventKind.Progress);
        }

        var reading = (OpenReading)done;
        asked = null;
        if (!TryTakeNumber(reading.Numbers.SequenceNumber))
        {
            reading.Token!.Dispose();
            return Fail(new WireFault(WireFaultKind.SequenceNumber, -1, reading.Numbers.SequenceNumber));
        }

        bool isRenewal = ChannelId != 0;
        ChannelId = reading.ChannelId;
        AddToken(reading.Token!, now, sendWithIt: true);
        return ChannelEvent.Of(isRenewal ? ChannelEventKind.Renewed : ChannelEventKind.Opened);
    }

    private protected override void TellOfFault(uint status)
    {
        // Clients have no message for it: they hang up.
    }

    private protected override void DisposeEnd()
    {
    }

    private uint NextRequestId()
    {
        const uint Last = 0xFFFF_0000;
        lastOwnRequestId = lastOwnRequestId <= Last ? uint.MaxValue : lastOwnRequestId - 1;
        return lastOwnRequestId;
    }

    private ChannelEvent Ask(Moment now) =>
        Begin(new OpenQuestion(options, (ChannelId, NextRequestId()), NextNumber(), now.Utc));
}
