using System.Text.Json;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Staging.Campaigns;

namespace OtEdge.Journal;

/// <summary>Every campaign, as it last stood.</summary>
internal static class CampaignTable
{
    public static void Put(SqliteConnection connection, Campaign campaign) => Sql.Run(
        connection,
        "INSERT INTO campaign (id, json) VALUES (@0, @1) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
        campaign.Id,
        JsonSerializer.Serialize(campaign, JournalJson.Default.Campaign));

    /// <summary>Oldest first.</summary>
    public static List<Campaign> List(SqliteConnection connection) => Sql.Rows(
        connection,
        row => JsonSerializer.Deserialize(row.GetString(0), JournalJson.Default.Campaign)!,
        "SELECT json FROM campaign ORDER BY seq");
}
