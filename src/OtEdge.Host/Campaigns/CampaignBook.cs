using System.Globalization;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Campaigns;

/// <summary>The campaigns, in memory and in the journal; what is not durable did not happen. Readers are free, one at a time writes.</summary>
/// <param name="ledger">The way to the journal.</param>
internal sealed class CampaignBook(Ledger ledger)
{
    private Campaign[] campaigns = [];

    /// <summary>Every campaign, oldest first.</summary>
    public IReadOnlyList<Campaign> All => Volatile.Read(ref campaigns);

    /// <summary>Reads what earlier runs have left.</summary>
    public void Load() => Volatile.Write(ref campaigns, [.. ledger.Journal.Campaigns()]);

    /// <summary>An id that no campaign has.</summary>
    public string NextId()
    {
        int last = All.Select(campaign => int.Parse(campaign.Id.AsSpan(2), CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        return string.Create(CultureInfo.InvariantCulture, $"z-{last + 1:D4}");
    }

    /// <summary>Writes a campaign as it now stands.</summary>
    /// <returns>Why it could not; null when it is durable.</returns>
    public string? Keep(Campaign campaign)
    {
        if (ledger.TryNow(journal => journal.Keep(campaign)) is { } fault)
        {
            return fault;
        }

        Campaign[] before = campaigns;
        Volatile.Write(
            ref campaigns,
            before.Any(other => other.Id == campaign.Id)
                ? [.. before.Select(other => other.Id == campaign.Id ? campaign : other)]
                : [.. before, campaign]);
        return null;
    }
}
