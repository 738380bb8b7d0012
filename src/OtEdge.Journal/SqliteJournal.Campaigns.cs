using OtEdge.Core.Auditing;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Journal.Auditing;

namespace OtEdge.Journal;

/// <content>Campaigns over zones.</content>
public sealed partial class SqliteJournal
{
    /// <inheritdoc/>
    public void Keep(Campaign campaign) => Write(
        $"Campaign {campaign.Id} was not kept", connection =>
        {
            AuditTable.Append(connection, AuditNote.Of(campaign));
            CampaignTable.Put(connection, campaign);
        });

    /// <inheritdoc/>
    public IReadOnlyList<Campaign> Campaigns() => reader.Run(CampaignTable.List);
}
