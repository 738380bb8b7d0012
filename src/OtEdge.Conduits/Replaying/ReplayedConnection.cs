namespace OtEdge.Conduits.Replaying;

/// <summary>What a replay remembers of a connection.</summary>
internal sealed class ReplayedConnection(bool isMidStream, ModbusReplayOptions options)
{
    /// <summary>What the client sends.</summary>
    internal ReplayedDirection FromClient { get; } = new(!isMidStream);

    /// <summary>What the device sends.</summary>
    internal ReplayedDirection FromDevice { get; } = new(!isMidStream);

    /// <summary>The client's requests without a reply.</summary>
    internal ReplayPairing Pairing { get; } = new(options.PendingMax, options.ReplyWait);

    internal ReplayedDirection Of(StreamSide side) => side == StreamSide.Client ? FromClient : FromDevice;
}
