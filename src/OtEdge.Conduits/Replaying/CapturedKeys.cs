using System.Collections.Frozen;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.Replaying;

/// <summary>
/// Decrypts the chunks of one captured connection by a key log. The log has no keys of signatures, so keys count as right when a
/// message that they give begins like one. Which keys are right is kept for each token.
/// </summary>
/// <param name="log">The keys; null: there are none.</param>
/// <param name="totals">Takes what was come across.</param>
internal sealed class CapturedKeys(KeyLog? log, ReplayTotals totals)
{
    private static readonly FrozenSet<uint> Responses =
        Enum.GetValues<ServiceType>().Select(ServiceTypes.ResponseOf).Append(ServiceTypes.ServiceFault).ToFrozenSet();

    private readonly Dictionary<(uint Channel, uint Token, StreamSide Side), Fate> fates = [];
    private byte[] opened = [];

    /// <summary>Decrypts a MSG chunk.</summary>
    /// <param name="side">Who has sent it.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isFirst">True when a message begins with it.</param>
    /// <param name="plain">Its headers and body in the clear; valid until the next call.</param>
    public bool TryOpen(StreamSide side, ReadOnlySpan<byte> chunk, bool isFirst, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (log is null)
        {
            return false;
        }

        Fate fate = FateOf(SymmetricHeader.Of(chunk), side);
        if (fate.Right is { } right)
        {
            return TryDecrypt(right, side, chunk, isFirst, out plain);
        }

        // Only the begin of a message tells whether keys are the right ones.
        foreach (LoggedKeys keys in isFirst ? fate.Candidates : [])
        {
            if (TryDecrypt(keys, side, chunk, isFirst, out plain))
            {
                fate.Right = keys;
                totals.TokensWithWrongKeys--;
                return true;
            }
        }

        return false;
    }

    private Fate FateOf(SymmetricHeader ids, StreamSide side)
    {
        if (!fates.TryGetValue((ids.ChannelId, ids.TokenId, side), out Fate? fate))
        {
            fate = new Fate(log!.Find(ids.ChannelId, ids.TokenId, side == StreamSide.Client));
            fates.Add((ids.ChannelId, ids.TokenId, side), fate);
            totals.TokensWithoutKeys += fate.Candidates.Count == 0 ? 1 : 0;
            totals.TokensWithWrongKeys += fate.Candidates.Count > 0 ? 1 : 0;
        }

        return fate;
    }

    private bool TryDecrypt(LoggedKeys keys, StreamSide side, ReadOnlySpan<byte> chunk, bool isFirst, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (opened.Length < chunk.Length)
        {
            opened = new byte[chunk.Length];
        }

        Span<byte> copy = opened.AsSpan(0, chunk.Length);
        chunk.CopyTo(copy);
        if (!keys.TryDecrypt(copy, out int bodyBytes))
        {
            return false;
        }

        plain = copy[..(ChunkSealer.BodyStart + bodyBytes)];
        return !isFirst || BeginsLikeAMessage(side, plain[ChunkSealer.BodyStart..]);
    }

    private static bool BeginsLikeAMessage(StreamSide side, ReadOnlySpan<byte> body)
    {
        var reader = new UaReader(body);
        NodeIdRef type = reader.NodeId();
        return !reader.HasFailed && type is { Kind: NodeIdKind.Numeric, NamespaceIndex: 0 }
            && (side == StreamSide.Client ? ServiceTypes.OfRequest(type.Numeric) != ServiceType.None : Responses.Contains(type.Numeric));
    }

    private sealed class Fate(IReadOnlyList<LoggedKeys> candidates)
    {
        public IReadOnlyList<LoggedKeys> Candidates => candidates;

        public LoggedKeys? Right { get; set; }
    }
}
