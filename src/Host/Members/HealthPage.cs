using Microsoft.AspNetCore.Http;

namespace Dataflow.Host.Members;

/// <summary>What a member tells about itself over HTTP.</summary>
/// <param name="Member">Its name.</param>
/// <param name="Address">Where others connect to it.</param>
/// <param name="State">How it is, in one word.</param>
/// <param name="Epoch">The epoch of the newest table of members that it knows.</param>
internal sealed record HealthReport(string Member, string Address, string State, long Epoch);

/// <summary>
/// `/health/live`: the process answers. `/health/ready`: the member is up and holds its lease; else the status is 503.
/// Both have the same body.
/// </summary>
internal sealed class HealthPage(Func<(bool IsReady, HealthReport Report)> look)
{
    public Task AnswerAsync(HttpContext context)
    {
        (bool isReady, HealthReport report) = look();
        context.Response.StatusCode = (context.Request.Path.Value, isReady) switch
        {
            ("/health/live", _) or ("/health/ready", true) => StatusCodes.Status200OK,
            ("/health/ready", false) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status404NotFound,
        };
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.StatusCode == StatusCodes.Status404NotFound
            ? context.Response.WriteAsync("there are /health/live and /health/ready\n")
            : context.Response.WriteAsJsonAsync(report);
    }
}
