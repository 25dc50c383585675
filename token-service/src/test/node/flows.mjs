// What two libraries make of the service: client credentials, introspection, revocation, then a code flow with PKCE and
// its refresh, then the implicit and the hybrid flow.
// The test behind the other end of the pipes signs the person in: it reads an address, and writes where it led.
import { createInterface } from 'node:readline'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'

const { ISSUER, SERVICE_ID, SERVICE_SECRET, WEB_ID, WEB_SECRET, REDIRECT_URI, APP_ID, APP_REDIRECT_URI, OLD_ID, OLD_SECRET } =
  process.env
const SCOPE = 'openid profile offline_access'
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function signedIn(address) {
  console.log(`SIGN IN ${address}`)
  const { value } = await lines.next()
  return new URL(value)
}

function expect(what, holds) {
  if (!holds) throw new Error(`not so: ${what}`)
}

async function withOpenidClient() {
  const insecure = { execute: [client.allowInsecureRequests] }
  const service = await client.discovery(new URL(ISSUER), SERVICE_ID, SERVICE_SECRET, client.ClientSecretBasic(SERVICE_SECRET), insecure)
  const own = await client.clientCredentialsGrant(service, { scope: 'rooms.read' })
  expect('a token of the service’s own', own.access_token && own.scope === 'rooms.read' && !own.refresh_token)
  const seen = await client.tokenIntrospection(service, own.access_token)
  expect('its own active token', seen.active && seen.client_id === SERVICE_ID && seen.scope === 'rooms.read')
  await client.tokenRevocation(service, own.access_token)
  expect('a token no more', !(await client.tokenIntrospection(service, own.access_token)).active)

  const web = await client.discovery(new URL(ISSUER), WEB_ID, WEB_SECRET, client.ClientSecretBasic(WEB_SECRET), insecure)
  await flow(web, REDIRECT_URI)
  const app = await client.discovery(new URL(ISSUER), APP_ID, undefined, client.None(), insecure)
  await flow(app, APP_REDIRECT_URI)

  const old = () => client.discovery(new URL(ISSUER), OLD_ID, OLD_SECRET, client.ClientSecretBasic(OLD_SECRET), insecure)
  const implicit = await old()
  client.useIdTokenResponseType(implicit)
  const state = client.randomState()
  const nonce = client.randomNonce()
  const asked = client.buildAuthorizationUrl(implicit, { redirect_uri: REDIRECT_URI, scope: 'openid', state, nonce })
  const claims = await client.implicitAuthentication(implicit, await signedIn(asked.href), nonce, { expectedState: state })
  const hybrid = await old()
  client.useCodeIdTokenResponseType(hybrid)
  expect('the same person', await flow(hybrid, REDIRECT_URI) === claims.sub)
}

async function flow(config, redirectUri) {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: SCOPE,
    prompt: 'consent',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  const tokens = await client.authorizationCodeGrant(config, await signedIn(address.href), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
  const sub = tokens.claims().sub
  await client.fetchUserInfo(config, tokens.access_token, sub)
  let refreshToken = tokens.refresh_token
  for (let i = 0; i < 3; i++) {
    const next = await client.refreshTokenGrant(config, refreshToken)
    expect('the same person', next.claims().sub === sub)
    expect('another refresh token', next.refresh_token && next.refresh_token !== refreshToken)
    await client.fetchUserInfo(config, next.access_token, sub)
    refreshToken = next.refresh_token
  }
  await client.tokenRevocation(config, refreshToken)
  await client.refreshTokenGrant(config, refreshToken)
    .then(() => expect('a refusal', false), (e) => expect(`${e}`, e.error === 'invalid_grant'))
  return sub
}

async function withOauth4webapi() {
  const options = { [oauth.allowInsecureRequests]: true }
  const issuer = new URL(ISSUER)
  for (const algorithm of ['oidc', 'oauth2']) {
    await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...options, algorithm }))
  }
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options))
  const service = { client_id: SERVICE_ID }
  const own = await oauth.processClientCredentialsResponse(as, service,
    await oauth.clientCredentialsGrantRequest(as, service, oauth.ClientSecretBasic(SERVICE_SECRET), new URLSearchParams(), options))
  expect('a token of the service’s own', own.access_token)
  const active = async () => (await oauth.processIntrospectionResponse(as, service,
    await oauth.introspectionRequest(as, service, oauth.ClientSecretBasic(SERVICE_SECRET), own.access_token, options))).active
  expect('an active token', await active())
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(as, service, oauth.ClientSecretBasic(SERVICE_SECRET), own.access_token, options))
  expect('a token no more', !(await active()))
  await hybridWithOauth4webapi(as, options)

  const web = { client_id: WEB_ID }
  const proof = oauth.ClientSecretBasic(WEB_SECRET)
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const address = new URL(as.authorization_endpoint)
  for (const [name, value] of Object.entries({
    client_id: WEB_ID, redirect_uri: REDIRECT_URI, response_type: 'code', scope: SCOPE, prompt: 'consent', state, nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  })) address.searchParams.set(name, value)
  const parameters = oauth.validateAuthResponse(as, web, await signedIn(address.href), state)
  const tokens = await oauth.processAuthorizationCodeResponse(as, web,
    await oauth.authorizationCodeGrantRequest(as, web, proof, parameters, REDIRECT_URI, verifier, options),
    { expectedNonce: nonce, requireIdToken: true })
  const next = await oauth.processRefreshTokenResponse(as, web,
    await oauth.refreshTokenGrantRequest(as, web, proof, tokens.refresh_token, options))
  expect('another refresh token', next.refresh_token && next.refresh_token !== tokens.refresh_token)
  const sub = oauth.getValidatedIdTokenClaims(tokens).sub
  await oauth.processUserInfoResponse(as, web, sub, await oauth.userInfoRequest(as, web, next.access_token, options))
  await oauth.refreshTokenGrantRequest(as, web, proof, next.refresh_token, options)
  await oauth.refreshTokenGrantRequest(as, web, proof, next.refresh_token.replace(/.$/, '!'), options)
    .then((response) => oauth.processRefreshTokenResponse(as, web, response))
    .then(() => expect('a refusal', false), (e) => expect(`${e}`, e.error === 'invalid_grant'))
}

// This client's userinfo is signed.
async function hybridWithOauth4webapi(as, options) {
  const old = { client_id: OLD_ID, userinfo_signed_response_alg: 'ES256' }
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const address = new URL(as.authorization_endpoint)
  for (const [name, value] of Object.entries({
    client_id: OLD_ID, redirect_uri: REDIRECT_URI, response_type: 'code id_token', scope: 'openid profile', state, nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  })) address.searchParams.set(name, value)
  const parameters = await oauth.validateCodeIdTokenResponse(as, old, await signedIn(address.href), nonce, state, undefined, options)
  const tokens = await oauth.processAuthorizationCodeResponse(as, old,
    await oauth.authorizationCodeGrantRequest(as, old, oauth.ClientSecretBasic(OLD_SECRET), parameters, REDIRECT_URI, verifier, options),
    { expectedNonce: nonce, requireIdToken: true })
  const response = await oauth.userInfoRequest(as, old, tokens.access_token, options)
  const claims = await oauth.processUserInfoResponse(as, old, oauth.getValidatedIdTokenClaims(tokens).sub, response)
  await oauth.validateApplicationLevelSignature(as, response, options)
  expect('a signed answer', claims.aud && response.headers.get('content-type').startsWith('application/jwt'))
}

await withOpenidClient()
await withOauth4webapi()
console.log('DONE')
process.exit(0)
