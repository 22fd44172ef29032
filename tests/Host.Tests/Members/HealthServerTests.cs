using System.Net;
using Dataflow.Host.Members;
using Dataflow.Host.Options;

namespace Dataflow.Host.Tests.Members;

public sealed class HealthServerTests : IAsyncLifetime
{
    private readonly HealthServer _server = new(OptionsReader.Read(ArgumentSettings.Read(
        ["--health:listen=http://127.0.0.1:0", "--logging:level=none", "--member:name=a"])));

    private readonly HttpClient _http = new();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("live", false, HttpStatusCode.OK)]
    [InlineData("live", true, HttpStatusCode.OK)]
    [InlineData("ready", false, HttpStatusCode.ServiceUnavailable)]
    [InlineData("ready", true, HttpStatusCode.OK)]
    public async Task Get_Health_TellsHowTheMemberIs(string what, bool isReady, HttpStatusCode expected)
    {
        _server.Tell(new FakeMember { IsReady = isReady });

        using HttpResponseMessage answer = await GetAsync($"health/{what}");

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        string state = isReady ? "up" : "joining";
        Assert.Equal(
            $$"""{"member":"a","address":"tcp://127.0.0.1:4510","state":"{{state}}","epoch":7}""",
            await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_BeforeThereIsAMember_IsLiveAndNotReady()
    {
        using HttpResponseMessage live = await GetAsync("health/live");
        using HttpResponseMessage ready = await GetAsync("health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Contains("\"state\":\"starting\"", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnotherPath_IsNotFound()
    {
        using HttpResponseMessage answer = await GetAsync("");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri($"{_server.Address}/{path}"));
}
